import { commandOf } from "#cli-bridge/catalogue/index.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Confirmation, RunRequest } from "#cli-bridge/protocol/run-request.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { StartedKeys } from "./backends/started-keys.ts";
import { type Availing, guardAvailable, parseCommandName } from "./command-answers.ts";
import type { Confirmations } from "./confirmations.ts";
import type { Asker } from "./console.ts";
import { guardPaths } from "./guard-paths.ts";
import { guardSameLoad } from "./guard-same-load.ts";
import { guardServerWords } from "./guard-server-words.ts";
import type { RehearsedPlans } from "./rehearsed-plans.ts";
import { type RequestedUse, type Spoken, toRequestedUse } from "./use-of-request.ts";

export type Starting = {
  runner: Runner;
  spoken: Spoken;
  availing: Availing;
  confirmations: Confirmations;
  plans: RehearsedPlans;
  keys: Pick<StartedKeys, "keep">;
  /** Where a command may be pointed. */
  places: readonly string[];
};

type Started = RunRequest & { repeats?: string };

/** The one way from a request to a process. Everything that can be refused is refused before anything is made. */
export async function startRun(starting: Starting, wanted: Started, asker: Asker): Promise<RunRecord> {
  const { runner, spoken, availing, confirmations, plans, keys, places } = starting;
  guardAvailable(parseCommandName(wanted.command), availing);
  const requested = toRequestedUse(wanted, spoken);
  const { name, input, remembered, planId, invocation } = requested;
  const command = commandOf(name);
  await guardPaths(command, input, places);
  await guardServerWords(name, input, places);
  await guardSameLoad(runner, { command: name, input });
  if (requested.use.needsPlan && !planId) throw noPlan(requested);
  const scope = requested.use.needsPlan && planId ? await plans.guard(name, input, planId) : undefined;
  const { use } = scope ? toRequestedUse(wanted, spoken, scope) : requested;
  if (use.severity >= 3)
    guardConfirmed({ ...requested, use }, { confirmations, asker, given: wanted.confirmation });
  const run = await runner.start({
    command: name,
    input: remembered,
    argv: invocation.argv,
    secrets: invocation.env,
    effect: use.effect,
    lane: use.effect === "reads" ? "reads" : command.lane,
    dialect: spoken.dialect.name,
    limitMs: command.limitMinutes > 0 ? command.limitMinutes * 60_000 : undefined,
    planId,
    repeats: wanted.repeats,
    pausable: command.pausable && use.effect !== "reads" ? true : undefined,
    session: asker.session,
  });
  keys.keep(run.id, invocation.env);
  return run;
}

/** The words were allowed once. What they point at is looked at again, because the folders may be others by now. */
export async function resumeRun(
  { runner, availing, places }: Starting,
  id: string,
  before?: string,
): Promise<RunRecord> {
  const { command, input } = await runner.get(id);
  const name = parseCommandName(command);
  guardAvailable(name, availing);
  await guardPaths(commandOf(name), input, places);
  await guardServerWords(name, input, places);
  return runner.resume(id, before);
}

const noPlan = ({ name }: RequestedUse) =>
  new ConsoleError("no-plan", `${commandOf(name).path.join(" ")} changes things and names no plan.`, {
    hint: "Rehearse it first, look at the plan, and send the plan's id.",
  });

type Confirming = { confirmations: Confirmations; asker: Asker; given: Confirmation | undefined };

/** The phrase is compared first, so that a slip of the pen does not cost the token. */
function guardConfirmed(
  { name, use, confirmed }: RequestedUse,
  { confirmations, asker, given }: Confirming,
): void {
  const { session } = asker;
  if (!given?.token) throw notConfirmed(`${commandOf(name).path.join(" ")} has to be confirmed.`);
  if (use.asks === "phrase" && given.phrase !== use.phrase) throw notConfirmed("The phrase does not match.");
  confirmations.consume(given.token, { session, ...confirmed });
}

const notConfirmed = (message: string) =>
  new ConsoleError("not-confirmed", message, {
    hint: "Ask for the preview of the deed (with apply, or with the plan); it says what to confirm and carries the token to send.",
  });
