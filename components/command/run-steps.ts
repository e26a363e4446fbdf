import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Preview } from "#cli-bridge/protocol/preview.ts";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Confirmation } from "#cli-bridge/protocol/run-request.ts";
import { type Answer, askApi, type Refusal } from "#components/run/ask-api.ts";
import { RunWatch } from "#components/run/run-watch.ts";
import { toCountWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import { type CommandInput, type CommandView, deedOf } from "./command-view.ts";

export type Wanted = {
  command: string;
  input: CommandInput;
  plan?: string | undefined;
  confirmation?: Confirmation | undefined;
};

/** Starts a run and begins to watch it. */
export async function startWatchedRun(wanted: Wanted): Promise<Answer<RunWatch>> {
  const answer = await askApi<RunRecord>(api.runs(), { method: "POST", body: wanted });
  if (!answer.ok) return answer;
  const watch = new RunWatch(answer.value.id);
  watch.open();
  return { ok: true, value: watch };
}

export type Ended = { plan?: Plan | undefined; outcome: RunOutcome };

/** Waits for the end. A console that went away meanwhile is a refusal; the run goes on without it. */
export async function endOf(watch: RunWatch): Promise<Answer<Ended>> {
  const { outcome, plan } = await watch.ended();
  if (outcome) return { ok: true, value: { outcome, plan } };
  return { ok: false, refusal: { ...lost, hint: `Look at run ${watch.id} under Activity.` } };
}

const lost: Refusal = { code: "lost", message: "The run goes on, but the console no longer tells of it." };

/** The deed as the server would run it, and what it asks before. The plan goes along, because the words name it. */
export const previewDeed = (view: Pick<CommandView, "name" | "apply">, input: CommandInput, plan?: string) =>
  askApi<Preview>(api.preview(view.name), {
    method: "POST",
    body: { input: { ...deedOf(view, input), ...(plan !== undefined && { plan }) } },
  });

export const isWorthApplying = (plan: Plan | undefined): boolean =>
  plan === undefined || (plan.blocked.length === 0 && entriesIn(plan) + filesIn(plan) + modelsIn(plan) > 0);

export const entriesIn = ({ added, changed, removed }: Plan): number =>
  added.length + changed.length + removed.length;

export const filesIn = ({ files }: Plan): number => files.filter(({ deed }) => deed !== "keep").length;

/** What the rows of a plan that are no entries are. */
export const fileNounOf = ({ command }: Pick<Plan, "command">): string =>
  command === "tidy-empty-dirs" ? "folder" : "file";

/** `1 folder`, `2 folders and 1 file`. */
export function fileWordsOf(plan: Pick<Plan, "command">, files: Plan["files"]): string {
  const folders = files.filter(({ isFolder }) => isFolder).length;
  const rest = files.length - folders;
  return [
    ...(folders > 0 ? [toCountWords(folders, "folder")] : []),
    ...(rest > 0 || folders === 0 ? [toCountWords(rest, fileNounOf(plan))] : []),
  ].join(" and ");
}

/** Whether what is kept is only known by the registry's own figure. */
export const isKeptAsRecorded = ({ files }: Pick<Plan, "files">): boolean => {
  const kept = files.filter(({ deed, bytes }) => deed === "keep" && bytes > 0);
  return kept.length > 0 && kept.every(({ isRecorded }) => isRecorded);
};

export const modelsIn = ({ models = [] }: Plan): number =>
  models.filter(({ deed }) => deed !== "keep").length;
