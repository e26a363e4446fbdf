import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { HubSort } from "#cli-bridge/protocol/hub-answer.ts";
import type { HubQuery } from "./hub.ts";

/** A search as a command or an address says it. */
export type SearchSaid = {
  words?: string | undefined;
  author?: string | undefined;
  task?: string | undefined;
  format?: readonly string[] | undefined;
  tag?: readonly string[] | undefined;
  smallest?: string | undefined;
  largest?: string | undefined;
  ungated?: boolean | undefined;
  sort?: HubSort | undefined;
  limit?: number | undefined;
  next?: string | undefined;
};

export function queryOf({ words, author, task, format = [], tag = [], ...said }: SearchSaid): HubQuery {
  const bounds = [toBound("min", said.smallest), toBound("max", said.largest)];
  return {
    ...{ text: words, author, pipelineTag: task, tags: [...format, ...tag] },
    ...{ sort: said.sort, limit: said.limit, next: said.next },
    gated: said.ungated === true ? false : undefined,
    parameters: bounds.filter((bound) => bound !== undefined).join(",") || undefined,
  };
}

function toBound(side: "min" | "max", size: string | undefined): string | undefined {
  if (size === undefined) return undefined;
  const found = /^(\d{1,4}(?:\.\d{1,3})?)\s*([mbt])$/i.exec(size.trim());
  if (found !== null) return `${side}:${found[1]}${found[2]?.toUpperCase()}`;
  throw new ConsoleError("bad-input", `${size} is no number of parameters.`, {
    hint: "Write 500M, 7B or 1T.",
  });
}
