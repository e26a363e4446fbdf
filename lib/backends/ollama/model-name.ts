import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export type OllamaName = { host: string; namespace: string; model: string; tag: string };

export const usualHost = "registry.ollama.ai";

const part = /^[\w][\w.-]{0,79}$/;
const hostPart = /^(?:\[[\da-f:.]+\]|[\w][\w.-]{0,349})(?::\d{1,5})?$/i;

/** `[host/][namespace/]model[:tag]`, with what is usual where nothing is said. */
export function parseOllamaName(name: string): OllamaName {
  const bare = name.replace(/^https?:\/\//, "");
  const [, path = bare, tag = "latest"] = /^(.*):([^:/]+)$/.exec(bare) ?? [];
  const parts = path.split("/");
  const model = parts.pop() ?? "";
  const namespace = parts.pop() ?? "library";
  const host = parts.pop() ?? usualHost;
  const isName =
    parts.length === 0 && hostPart.test(host) && [namespace, model, tag].every((each) => part.test(each));
  if (isName) return { host, namespace, model, tag };
  throw new ConsoleError("bad-input", `${JSON.stringify(name.slice(0, 120))} is no name of a model.`, {
    hint: "Write it as model, model:tag, namespace/model:tag, or hf.co/user/repo:QUANT.",
  });
}

/** A name as a person says it, as Ollama shows it: without what is usual, but always with its tag. */
export function toIdSaid(name: string): string {
  const { host, namespace, model, tag } = parseOllamaName(name.trim());
  const front = host === usualHost ? (namespace === "library" ? [] : [namespace]) : [host, namespace];
  return `${[...front, model].join("/")}:${tag}`;
}
