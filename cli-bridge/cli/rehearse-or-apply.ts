import { type CommandName, commandOf, isCommandName } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { acts, effectOf } from "#cli-bridge/derive/intent-of.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { RunResult } from "#cli-bridge/protocol/run-outcome.ts";
import { settleInterrupted } from "#lib/registry/operations/undo-interrupted.ts";
import { toSettledWords } from "#lib/registry/settle-moves.ts";
import { askYesNo, canAsk } from "./ask.ts";
import { placesOf } from "./places-of.ts";
import { styled } from "./print.ts";
import { isEmptyPlan, printPlan, printWarnings } from "./print-plan.ts";
import type { Session } from "./session.ts";
import { toShownPlan } from "./shown-plan.ts";

/** `says` is what a person at the terminal reads instead of the summary, where scripts may look for the original's words. */
export type Done = {
  plan: Plan;
  result: RunResult;
  says?: string;
  /** The record of the change, by which it can be undone. */
  change?: string | undefined;
};

export type Deed = {
  name: CommandName;
  input: Input;
  rehearse: () => Promise<Plan>;
  /** Makes the plan anew under the lock, refuses when it is not the expected one, and does it. */
  apply: (expectedId: string | undefined) => Promise<Done>;
  /** The rest of the JSON document, where there is more to tell than the plan. */
  more?: () => object;
};

/** The one way from a plan to a deed: shown first, agreed to, and done only if it is still the same. */
export async function rehearseOrApply(whole: Deed, session: Session): Promise<number> {
  const deed = shownOf(whole);
  const { name, input } = deed;
  const { print } = session;
  const command = commandOf(name);
  const more = () => deed.more?.() ?? {};
  if (!acts(command, input)) {
    const plan = await deed.rehearse();
    session.tellPlan(plan);
    printPlan(print, plan);
    if (!isEmptyPlan(plan) && plan.blocked.length === 0 && command.apply) {
      print.line(
        styled("dim", `Dry run: no changes written. Say --apply to do it, or --apply --plan=${plan.id}`),
      );
    }
    print.json({ ...plan, applied: false, ...more() });
    return 0;
  }
  await tellInterrupted(name, session);
  const agreed = await agreeTo(deed, session);
  if (agreed.answer !== "yes") {
    if (agreed.answer === "no") print.line("Cancelled. Nothing was changed.");
    print.json({ ...agreed.plan, applied: false, ...more() });
    return 0;
  }
  const done = await applyOrTellAnew(deed, agreed.expectedId, session);
  const { plan, says = done.result.summary } = done;
  const result = withWayBack(done);
  session.tellPlan(plan);
  session.tellResult(result);
  printWarnings(print, plan);
  print.line(styled("green", says));
  printWayBack(session, result);
  print.json({ ...plan, applied: true, result, ...more() });
  return 0;
}

/** What is told and printed of a plan holds no secrets; what is done is done with them. */
const shownOf = (deed: Deed): Deed => ({
  ...deed,
  rehearse: async () => toShownPlan(await deed.rehearse()),
  apply: async (expectedId) => {
    const done = await deed.apply(expectedId);
    return { ...done, plan: toShownPlan(done.plan) };
  },
});

/** What a process that died had begun is settled before anything else is done; `undo` says it as its own deed. */
async function tellInterrupted(name: CommandName, session: Session): Promise<void> {
  if (name === "undo") return;
  const { dir } = placesOf(await session.settings());
  for (const settled of await settleInterrupted(dir)) {
    session.print.line(styled("yellow", toSettledWords(settled)));
  }
}

/** Whatever changed the registry can be taken back in the same way. */
const withWayBack = ({ result, change }: Done): RunResult =>
  change === undefined ? result : { ...result, undo: { command: "undo", input: { run: change } } };

type Agreement =
  | { answer: "yes"; expectedId: string | undefined }
  | { answer: "no" | "not asked"; plan: Plan };

/** A named plan has been seen; so has one that is shown and answered. A change needs no more than `--apply`. */
async function agreeTo({ name, input, rehearse }: Deed, { print, tellPlan }: Session): Promise<Agreement> {
  if (typeof input.plan === "string") return { answer: "yes", expectedId: input.plan };
  const needsAnswer = effectOf(commandOf(name), input) === "destroys";
  if (!needsAnswer || input.yes === true || input.force === true)
    return { answer: "yes", expectedId: undefined };
  const plan = await rehearse();
  tellPlan(plan);
  printPlan(print, plan);
  guardNotBlocked(plan);
  if (isEmptyPlan(plan)) return { answer: "not asked", plan };
  if (!canAsk(print.speaksJson)) {
    throw new ConsoleError(
      "not-confirmed",
      `${commandOf(name).path.join(" ")} was not confirmed, and there is no one to ask.`,
      {
        hint: `Say --yes, or --plan=${plan.id} to apply just this plan.`,
      },
    );
  }
  const isYes = await askYesNo("Proceed? [y/N]: ");
  return isYes ? { answer: "yes", expectedId: plan.id } : { answer: "no", plan };
}

async function applyOrTellAnew(deed: Deed, expectedId: string | undefined, session: Session) {
  try {
    return await deed.apply(expectedId);
  } catch (error) {
    if (!(error instanceof ConsoleError) || error.code !== "stale-plan") throw error;
    const plan = await deed.rehearse();
    session.tellPlan(plan);
    printPlan(session.print, plan);
    if (!isEmptyPlan(plan)) session.print.line(styled("dim", `To apply this one: --apply --plan=${plan.id}`));
    const { code, message, hint } = error;
    // Nothing went wrong: the run did what it should, which was nothing, and says so.
    session.tellResult({ summary: `Nothing was done. ${message}` });
    session.print.json({ error: { code, message, hint }, plan });
    throw error;
  }
}

function guardNotBlocked(plan: Plan): void {
  const [obstacle] = plan.blocked;
  if (obstacle)
    throw new ConsoleError("blocked", `${obstacle.what}: ${obstacle.why}`, { hint: obstacle.hint });
}

function printWayBack({ print }: Session, { backup, trash, trashItems, undo }: RunResult): void {
  if (backup) print.line(`Backup: ${backup}`);
  if (trashItems)
    print.line(`Items put into the trash: ${trashItems} (${print.toType("modeldeck trash list")})`);
  else if (trash) print.line(`Trash item: ${trash}`);
  if (undo && isCommandName(undo.command)) {
    const { argv } = toInvocation(undo.command, { ...undo.input, apply: true }, modeldeck, ["modeldeck"]);
    print.line(styled("dim", `To undo: ${print.toType(toShell(argv))}`));
  }
}
