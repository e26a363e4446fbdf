import { commandOf, type InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { splitWords } from "#cli-bridge/derive/argument-words.ts";
import { acts } from "#cli-bridge/derive/intent-of.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { serverEnv } from "#cli-bridge/run/start-server.ts";
import { isForServers, toEnvironment } from "#lib/backends/managed/guard-environment.ts";
import { lookAtStart, type ServerStart, toServerStart } from "#lib/backends/managed/plan-start.ts";
import type { ServerWanted } from "#lib/backends/managed/recipe.ts";
import { recipes } from "#lib/backends/managed/recipes/index.ts";
import { servedModelOf } from "#lib/backends/managed/served-model.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { guardPlan, withPlanId } from "#lib/registry/plan-of.ts";
import { unknownName } from "../names-meant.ts";
import { ownServer } from "../own-server.ts";
import { printPlan } from "../print-plan.ts";
import { readRegistry } from "../read-registry.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

type Input = InputOfCommand<"backend-start">;

export const backendStart: Handler<"backend-start"> = async (input, session) => {
  const { print, tellPlan } = session;
  const recipe = recipes[input.kind];
  const wanted = toWanted(input, await entryOf(input, session));
  const start = toServerStart(recipe, wanted);
  const key = process.env.MODELDECK_BACKEND_KEY;
  const looked = await lookAtStart(recipe, wanted, {
    env: process.env,
    agreed: { expose: input.expose === true, trustsCode: input.trustRemoteCode === true },
    hasKey: key !== undefined,
  });
  const plan = planOf(start, looked);
  tellPlan(plan);
  printPlan(print, plan);
  if (!acts(commandOf("backend-start"), input)) {
    print.json({ ...plan, applied: false });
    return 0;
  }
  guardPlan(plan, undefined);
  const keyed = key !== undefined && recipe.keyVariable ? { [recipe.keyVariable]: key } : {};
  const env = { ...serverEnv(process.env, isForServers), ...start.env, ...keyed };
  const policy = { isOn: input.restart === "on-failure", most: input.restarts ?? 3 };
  return ownServer({ start, program: looked.program ?? recipe.program, env, policy }, session);
};

async function entryOf({ entry: said, model }: Input, session: Session): Promise<Entry | undefined> {
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

/** What is said holds before what the entry says, and that before what is usual. */
function toWanted(input: Input, entry: Entry | undefined): ServerWanted {
  const { kind, host = "127.0.0.1", gpu, context, trustRemoteCode } = input;
  const served = entry ? servedModelOf(entry, kind) : { model: input.model, servedAs: undefined };
  return {
    ...served,
    servedAs: input.servedAs ?? served.servedAs,
    port: input.port ?? entry?.backendConfig.port ?? recipes[kind].port,
    ...{ host, gpus: gpu, context, trustsCode: trustRemoteCode === true },
    args: [...(entry?.backendConfig.extraArgs ?? []), ...wordsOf(input.args, "args")],
    env: toEnvironment(wordsOf(input.env, "env")),
  };
}

function wordsOf(text: string | undefined, option: string): string[] {
  const { words, problem } = splitWords(text ?? "");
  if (problem === undefined) return words;
  throw new ConsoleError("bad-input", `--${option}: ${problem}`, {
    hint: "Close it, or put a backslash before it.",
  });
}

const nativeWords = ({ argv, env }: ServerStart): string => {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return toShell(variables.length > 0 ? ["env", ...variables, ...argv] : argv);
};

function planOf(start: ServerStart, { blocked, warnings }: Pick<Plan, "blocked" | "warnings">): Plan {
  const { recipe, url } = start;
  const native = nativeWords(start);
  return withPlanId({
    command: "backend-start",
    state: native,
    summary:
      blocked.length > 0
        ? `${recipe.title} cannot be started as it is.`
        : `${recipe.title} at ${url}: ${native}`,
    ...{ added: [], changed: [], removed: [], files: [], bytesFreed: 0, bytesKept: 0 },
    ...{ warnings, blocked, backup: false },
  });
}
