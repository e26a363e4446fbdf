import type { HubModel } from "../hub.ts";

const repoName = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;

/** The model that this one says it was made from. */
export function baseOf({ cardData, tags, repo }: HubModel): string | undefined {
  const said = cardData?.base_model;
  const listed: unknown[] = Array.isArray(said) ? said : [said];
  const tagged = tags.map((tag) => /^base_model:(?:\w+:)?(.+\/.+)$/.exec(tag)?.[1]);
  return [...listed, ...tagged].find(
    (each): each is string => typeof each === "string" && repoName.test(each) && each !== repo,
  );
}
