import type { InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { splitWords } from "#cli-bridge/derive/argument-words.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toEnvironment } from "#lib/backends/managed/guard-environment.ts";
import type { ServerStart } from "#lib/backends/managed/plan-start.ts";
import type { ServerWanted } from "#lib/backends/managed/recipe.ts";
import { recipes } from "#lib/backends/managed/recipes/index.ts";
import { servedModelOf } from "#lib/backends/managed/served-model.ts";
import { listensAt } from "#lib/backends/managed/server-address.ts";
import type { ServerValues } from "#lib/backends/managed/server-settings.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { unknownName } from "./names-meant.ts";
import { readRegistry } from "./read-registry.ts";
import type { Session } from "./session.ts";

type Said = Omit<InputOfCommand<"backend-start">, "restart">;
type Known = { entry: Entry | undefined; saved: ServerValues };

/** What is said holds before what the entry or the file of servers says, and that before what is usual. */
export function toServerWanted(said: Said, { entry, saved }: Known): ServerWanted {
  const { kind, gpu, context, trustRemoteCode } = said;
  const served = entry ? servedModelOf(entry, kind) : { model: said.model, servedAs: undefined };
  const { OLLAMA_HOST, ...values } = kind === "ollama" ? saved : {};
  const at = listensAt(OLLAMA_HOST);
  return {
    ...served,
    servedAs: said.servedAs ?? served.servedAs,
    host: said.host ?? at.host ?? "127.0.0.1",
    port: said.port ?? entry?.backendConfig.port ?? at.port ?? recipes[kind].port,
    ...{ gpus: gpu, context, trustsCode: trustRemoteCode === true },
    args: [...(entry?.backendConfig.extraArgs ?? []), ...wordsSaid(said.args, "args")],
    env: { ...values, ...toEnvironment(wordsSaid(said.env, "env")) },
  };
}

export async function entrySaid(
  { entry: said, model }: Pick<Said, "entry" | "model">,
  session: Session,
): Promise<Entry | undefined> {
  if (said === undefined) return undefined;
  if (model !== undefined)
    throw new ConsoleError("bad-input", "A model is said by its entry or by its path, not by both.", {
      hint: "Leave out --entry or --model.",
    });
  const { entries } = await readRegistry(session);
  const found = entries.find(({ name }) => name === said);
  if (!found) throw unknownName(said, entries);
  return found;
}

/** Words in one option, apart by spaces or lines. */
export function wordsSaid(text: string | undefined, option: string): string[] {
  const { words, problem } = splitWords(text ?? "");
  if (problem === undefined) return words;
  throw new ConsoleError("bad-input", `--${option}: ${problem}`, {
    hint: "Close it, or put a backslash before it.",
  });
}

/** What a person would type to start it without us. */
export function nativeLine({ argv, env }: Pick<ServerStart, "argv" | "env">): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return toShell(variables.length > 0 ? ["env", ...variables, ...argv] : argv);
}
