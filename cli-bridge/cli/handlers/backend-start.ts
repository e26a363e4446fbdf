import { commandOf, type InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { acts } from "#cli-bridge/derive/intent-of.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { serverEnv } from "#cli-bridge/run/start-server.ts";
import { lookAtStart, type ServerStart, toServerStart } from "#lib/backends/managed/plan-start.ts";
import type { ServerWanted } from "#lib/backends/managed/recipe.ts";
import { recipes } from "#lib/backends/managed/recipes/index.ts";
import { shownVariables } from "#lib/backends/managed/secret-words.ts";
import { readServerValues } from "#lib/backends/managed/server-settings.ts";
import { nativeLine, toServerWanted } from "#lib/backends/managed/server-wanted.ts";
import { guardPlan } from "#lib/registry/plan-of.ts";
import { deedPlan } from "../deed-plan.ts";
import { entrySaid } from "../entry-said.ts";
import { fitWarning } from "../fit-warning.ts";
import { ownServer } from "../own-server.ts";
import { printPlan } from "../print-plan.ts";
import type { Lived } from "../server-lives.ts";
import { serviceInUse } from "../service-in-use.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

type Input = InputOfCommand<"backend-start">;

export const backendStart: Handler<"backend-start"> = async (input, session) => {
  const { print, tellPlan } = session;
  const { plan, lived } = await prepare(input, session);
  tellPlan(plan);
  printPlan(print, plan);
  if (!acts(commandOf("backend-start"), input)) {
    print.json({ ...plan, applied: false });
    return 0;
  }
  guardPlan(plan, undefined);
  const policy = { isOn: input.restart === "on-failure", most: input.restarts ?? 3 };
  // Asked to start it again, it looks anew at what is saved by then, which may be more than was agreed to.
  const anew = async (running: Lived) => {
    const again = await prepare(input, session, running);
    guardPlan(again.plan, undefined);
    return again.lived;
  };
  return ownServer({ lived, policy, anew }, session);
};

/** The words of the server, and what stands in their way now. */
async function prepare(
  input: Input,
  session: Session,
  running?: Lived,
): Promise<{ plan: Plan; lived: Lived }> {
  const recipe = recipes[input.kind];
  const home = (await session.settings()).home.value;
  const saved = input.kind === "ollama" ? await readServerValues(home) : {};
  const entry = await entrySaid(input, session);
  const wanted = toServerWanted(input, { entry, saved });
  const start = toServerStart(recipe, wanted);
  const key = process.env.MODELDECK_BACKEND_KEY;
  const looked = await lookAtStart(recipe, wanted, {
    env: process.env,
    agreed: { expose: input.expose === true, trustsCode: input.trustRemoteCode === true, saved },
    hasKey: key !== undefined,
    isOurPort: running !== undefined && new URL(running.start.url).port === new URL(start.url).port,
  });
  const keyed = key !== undefined && recipe.keyVariable ? { [recipe.keyVariable]: key } : {};
  const env = { ...serverEnv(process.env), ...start.env, ...keyed };
  const tight = await fitOf(entry?.sizeBytes, { start, wanted });
  const blocked = [...looked.blocked, ...(running ? [] : await serviceInUse(recipe, looked.program))];
  return {
    plan: planOf(start, {
      blocked,
      warnings: [...looked.warnings, ...tight],
      variables: shownVariables(env),
    }),
    lived: { start, program: looked.program ?? recipe.program, env },
  };
}

/** A server that is started with its model loads it at once. */
async function fitOf(
  bytes: number | undefined,
  { start, wanted }: { start: ServerStart; wanted: ServerWanted },
): Promise<string[]> {
  const { recipe, url } = start;
  if (bytes === undefined || recipe.model === "none") return [];
  const { context, gpus } = wanted;
  const at = { instance: { kind: recipe.kind, url: new URL(url) } };
  return fitWarning(at, { bytes, context, gpus, loaded: [], replace: false });
}

type Looked = Required<Pick<Plan, "blocked" | "warnings" | "variables">>;

function planOf(start: ServerStart, { blocked, warnings, variables }: Looked): Plan {
  const { recipe, url } = start;
  const native = nativeLine(start);
  const isBlocked = blocked.length > 0;
  const summary = isBlocked
    ? `${recipe.title} cannot be started as it is.`
    : `${recipe.title} to be started at ${url}: ${native}`;
  return deedPlan("backend-start", native, { summary, variables, warnings, blocked });
}
