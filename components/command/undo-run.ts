import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Asked } from "#cli-bridge/protocol/preview.ts";
import type { RunResult } from "#cli-bridge/protocol/run-outcome.ts";
import type { Confirmation } from "#cli-bridge/protocol/run-request.ts";
import type { Refusal } from "#components/run/ask-api.ts";
import { reasonOf } from "#components/run/fault-words.ts";
import { succeeded } from "#components/run/outcome-words.ts";
import type { CommandInput } from "./command-view.ts";
import { endOf, previewDeed, startWatchedRun, type Wanted } from "./run-steps.ts";

export type Undo = NonNullable<RunResult["undo"]>;

export type Question = { title: string; verb: string; asked: Asked; plan?: Plan | undefined };

/** Puts the question to a person; nothing comes back when they decline. */
export type AskPerson = (question: Question) => Promise<Confirmation | undefined>;

export type Undone =
  | { did: "undone"; summary: string }
  | { did: "kept" }
  | { did: "failed"; refusal: Refusal };

/** Takes back what a run did: rehearses the other command for its plan, asks where it has to, applies it. */
export async function undoRun({ command, input }: Undo, askPerson: AskPerson): Promise<Undone> {
  // The catalogue is only needed by those who undo, so it is not part of any page.
  const { commandOf, isCommandName } = await import("#cli-bridge/catalogue/index.ts");
  if (!isCommandName(command)) return failed({ code: "failed", message: `There is no command ${command}.` });
  const { rehearsal, apply, title, verb } = commandOf(command);
  const rehearsed = await runToEnd({ command, input: withFlag(input, rehearsal) });
  if (rehearsed.did === "failed") return rehearsed;
  const { plan } = rehearsed;
  const obstacle = plan?.blocked[0];
  if (obstacle) return failed(refusalOf(obstacle));
  const preview = await previewDeed({ name: command, apply }, input, plan?.id);
  if (!preview.ok) return failed(preview.refusal);
  if (apply !== undefined && !plan) return failed(lostPlan(preview.value.shell));
  const { confirmation: asked } = preview.value;
  const isAsked = asked.asks === "checkbox" || asked.asks === "phrase";
  const confirmation = isAsked ? await askPerson({ title, verb, asked, plan }) : undefined;
  if (isAsked && !confirmation) return { did: "kept" };
  const done = await runToEnd({ command, input: withFlag(input, apply), plan: plan?.id, confirmation });
  return done.did === "failed" ? done : { did: "undone", summary: done.summary };
}

const withFlag = (input: CommandInput, flag: string | undefined): CommandInput =>
  flag === undefined ? input : { ...input, [flag]: true };

const refusalOf = ({ what, why, hint }: Plan["blocked"][number]): Refusal => ({
  code: "blocked",
  message: `${what}: ${why}.`,
  ...(hint !== undefined && { hint }),
});

const lostPlan = (shell: string): Refusal => ({
  code: "no-plan",
  message: "The plan of this did not reach the console whole, so nothing was done.",
  hint: `A terminal shows it and applies it: ${shell}`,
});

const failed = (refusal: Refusal): { did: "failed"; refusal: Refusal } => ({ did: "failed", refusal });

async function runToEnd(wanted: Wanted) {
  const started = await startWatchedRun(wanted);
  if (!started.ok) return failed(started.refusal);
  const ended = await endOf(started.value);
  if (!ended.ok) return failed(ended.refusal);
  const { outcome, plan } = ended.value;
  const hint = `Look at run ${started.value.id} under Activity.`;
  const summary = reasonOf(outcome, started.value.buffer.lines());
  if (!succeeded(outcome)) return failed({ code: "failed", message: summary, hint });
  return { did: "ended" as const, plan, summary };
}
