import type { z } from "zod";
import { type HubAnswer, header } from "./answer-head.ts";
import type { HubAsker, Wanted } from "./hub-asker.ts";
import { nextOf } from "./link-header.ts";
import { readAnswer } from "./read-answer.ts";
import { strange } from "./strange.ts";

const bytesMax = 32 * 1024 * 1024;

export type Page<Value> = { value: Value; next: string | undefined };

/** Asks for JSON of a shape, and refuses whatever else may come. */
export async function readJson<S extends z.ZodType>(
  { ask }: Pick<HubAsker, "ask">,
  { url, shape, ...wanted }: Wanted & { url: string; shape: S },
): Promise<Page<z.output<S>>> {
  const answer = await ask(url, { ...wanted, headers: { accept: "application/json" } });
  const checked = shape.safeParse(await jsonOf(answer));
  if (checked.success) return { value: checked.data, next: nextOf(header(answer, "link"), url) };
  const [issue] = checked.error.issues;
  throw strange(
    `${answer.url.origin} answered in a shape that a hub does not use (${issue?.path.join(".")}: ${issue?.message})`,
  );
}

async function jsonOf(answer: HubAnswer): Promise<unknown> {
  const text = await readJsonText(answer);
  try {
    return JSON.parse(text);
  } catch {
    throw brokenOff(answer.url.origin);
  }
}

export const brokenOff = (origin: string) => strange(`${origin} answered with JSON that breaks off`);

export async function readJsonText(answer: HubAnswer): Promise<string> {
  const { origin } = answer.url;
  const type = header(answer, "content-type") ?? "nothing";
  if (!type.includes("json")) {
    await answer.body.dump();
    throw strange(`${origin} answered with ${type.split(";")[0]} where the hub's answer is JSON`);
  }
  return String(await readAnswer(answer.body, bytesMax, origin));
}
