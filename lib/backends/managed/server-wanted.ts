import { splitWords } from "#cli-bridge/derive/argument-words.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toEnvironment } from "./guard-environment.ts";
import type { ServerStart } from "./plan-start.ts";
import type { ManagedKind, ServerWanted } from "./recipe.ts";
import { recipes } from "./recipes/index.ts";
import { guardNoSecret, withoutCredentials, withoutSecrets } from "./secret-words.ts";
import { type ServedEntry, servedModelOf } from "./served-model.ts";
import { listensAt } from "./server-address.ts";
import type { ServerValues } from "./server-settings.ts";

/** A start as it is said, at a terminal or in a form. */
export type ServerSaid = {
  kind: ManagedKind;
  model?: string | undefined;
  port?: number | undefined;
  host?: string | undefined;
  gpu?: string | undefined;
  context?: number | undefined;
  servedAs?: string | undefined;
  args?: string | undefined;
  env?: string | undefined;
  trustRemoteCode?: boolean | undefined;
};
type Known = { entry: ServedEntry | undefined; saved: ServerValues };

/** What is said holds before what the entry or the file of servers says, and that before what is usual. */
export function toServerWanted(said: ServerSaid, { entry, saved }: Known): ServerWanted {
  const { kind, gpu, context, trustRemoteCode } = said;
  const served = entry ? servedModelOf(entry, kind) : { model: said.model, servedAs: undefined };
  const { OLLAMA_HOST, ...values } = kind === "ollama" ? saved : {};
  const at = listensAt(OLLAMA_HOST);
  const { args, env } = saidWords(said);
  return {
    ...served,
    servedAs: said.servedAs ?? served.servedAs,
    host: said.host ?? at.host ?? "127.0.0.1",
    port: said.port ?? entry?.backendConfig.port ?? at.port ?? recipes[kind].port,
    ...{ gpus: gpu, context, trustsCode: trustRemoteCode === true },
    args: [...(entry?.backendConfig.extraArgs ?? []), ...args],
    env: { ...values, ...env },
  };
}

/** The arguments and the variables that are said, none of them a secret. */
export function saidWords({ args, env }: Pick<ServerSaid, "args" | "env">) {
  const words = wordsSaid(args, "args");
  guardNoSecret(words);
  return { args: words, env: toEnvironment(wordsSaid(env, "env")) };
}

/** Words in one option, apart by spaces or lines. */
export function wordsSaid(text: string | undefined, option: string): string[] {
  const { words, problem } = splitWords(text ?? "");
  if (problem === undefined) return words;
  throw new ConsoleError("bad-input", `--${option}: ${problem}`, {
    hint: "Close it, or put a backslash before it.",
  });
}

/** What a person would type to start it without us, with a mask where a secret stands. */
export function nativeLine({ argv, env }: Pick<ServerStart, "argv" | "env">): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${withoutCredentials(value)}`);
  const words = withoutSecrets(argv);
  return toShell(variables.length > 0 ? ["env", ...variables, ...words] : words);
}
