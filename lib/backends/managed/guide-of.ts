import { type ForeignLines, foreignLines } from "./foreign-lines.ts";
import type { Recipe, ServerWanted } from "./recipe.ts";

/** How one kind of server is started without the console. */
export type ServerGuide = {
  kind: Recipe["kind"];
  title: string;
  install: Recipe["install"];
  /** The words that start it, in order; the last is the server itself. */
  argv: string[][];
  env: Record<string, string>;
  url: string;
  /** What answers once it can be used. */
  ready: string;
  keyVariable?: string;
  /** Where settings go that somebody else starts it with. */
  lines?: ForeignLines[];
};

const placeholder = "MODEL";

export function guideOf(
  recipe: Recipe,
  wanted: ServerWanted,
  saved: Readonly<Record<string, string>>,
): ServerGuide {
  const { kind, title, install, program, service, keyVariable, ready } = recipe;
  const model = recipe.model === "needed" ? (wanted.model ?? placeholder) : wanted.model;
  const filled = { ...wanted, model: recipe.model === "none" ? undefined : model };
  const env = { ...wanted.env, ...recipe.env(filled) };
  const url = `http://${wanted.host}:${wanted.port}`;
  const told = { ...saved, ...env };
  return {
    ...{ kind, title, install, env, url },
    argv: [...(service?.up ?? []).map((words) => [program, ...words]), [program, ...recipe.argv(filled)]],
    ready: `${url}${ready[0] ?? "/"}`,
    ...(keyVariable !== undefined && { keyVariable }),
    ...(kind === "ollama" && { lines: foreignLines(told) }),
  };
}
