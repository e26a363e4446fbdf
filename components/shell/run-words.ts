import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { downloadWanted } from "#components/run/download-wanted.ts";
import { foundFaults, summaryWords } from "#components/run/outcome-words.ts";
import { hasAmount, paceWords, shareOf } from "#components/run/progress-words.ts";
import { toByteWords, toDurationWords, toNumberWords, toWaitWords } from "#lib/format.ts";

/** A person who cancels knows it; anything else that is not a clean exit asks for attention. */
export function isFailure(outcome: RunOutcome | undefined): boolean {
  if (outcome === undefined || foundFaults(outcome)) return false;
  if (outcome.kind === "cancelled" || outcome.kind === "paused") return false;
  return outcome.kind !== "exited" || outcome.code !== 0;
}

const optionsFirst = /^(.+?)((?: -(?:[^\s']|'[^']*')+)*) -- (.+)$/s;

export type RunLabelParts = { name: string; part?: string };

/**
 * The command line without the program's own name, what it is about first: where room is short, the end is cut. A
 * download is called by its model, and the weights and the revision by which it differs from others of that are never
 * to be cut; whose it is stands in the whole words.
 */
export function toRunLabelParts(run: Pick<RunRecord, "shell" | "command" | "input">): RunLabelParts {
  const wanted = run.input.dryRun === true ? undefined : downloadWanted(run);
  if (wanted === undefined)
    return { name: run.shell.replace(/^modeldeck /, "").replace(optionsFirst, "$1 $3$2") };
  const name = wanted.repo.split("/").at(-1) ?? wanted.repo;
  const { revision } = run.input;
  const isOther = typeof revision === "string" && revision !== "main";
  const parts = [...wanted.weights, ...(isOther ? [`at ${revision}`] : [])];
  return parts.length === 0 ? { name } : { name, part: parts.join(", ") };
}

/** `Ember-1.1B-Instruct-GGUF · Q4_K_M` for a download, `scan --base=/models` for what is no download. */
export function toRunLabel(run: Pick<RunRecord, "shell" | "command" | "input">): string {
  const { name, part } = toRunLabelParts(run);
  return part === undefined ? name : `${name} · ${part}`;
}

/** How far a run is, from 0 to 1; absent when its end is unknown. */
export function toFraction(run: RunRecord): number | undefined {
  return run.progress && shareOf(run.progress);
}

/** `62 % · 84 MB/s · 1 min left`, with only what is known. */
export function toProgressWords(run: RunRecord): string {
  const { progress } = run;
  if (run.asked !== undefined) return run.asked === "pause" ? "pausing" : "cancelling";
  if (progress === undefined) return run.state === "queued" ? "waiting" : "running";
  const fraction = toFraction(run);
  const { waitsFor, stalledSeconds, secondsLeft } = progress;
  const amount =
    progress.unit === "bytes"
      ? toByteWords(progress.done)
      : `${toNumberWords(progress.done)} ${progress.unit}`;
  const far = fraction === undefined ? amount : `${Math.floor(fraction * 100)} %`;
  const words = hasAmount(progress) ? [far] : [];
  const pace = paceWords(progress);
  if (pace !== undefined) words.push(pace);
  if (secondsLeft !== undefined && stalledSeconds === undefined && waitsFor === undefined)
    words.push(`${toWaitWords(secondsLeft)} left`);
  return words.join(" · ");
}

/** How it ended, in a few words. */
export function toEndingWords(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case "exited":
      return outcome.code === 0 || foundFaults(outcome)
        ? summaryWords(outcome.result?.summary ?? "Done")
        : `Failed with exit code ${outcome.code}`;
    case "signalled":
      return `Ended by ${outcome.signal}`;
    case "cancelled":
      return "Cancelled";
    case "paused":
      return "Paused";
    case "timedOut":
      return `Stopped after its limit of ${toDurationWords(outcome.limitMs)}`;
    case "flooded":
      return `Stopped after ${toByteWords(outcome.bytesMax)} of output`;
    case "interrupted":
      return `Interrupted: ${outcome.reason}`;
    case "neverStarted":
      return `Not started: ${outcome.reason}`;
  }
}

/** A run that keeps a server going has nothing left to tell once the server answers. */
export const isServing = ({ state, server }: Pick<RunRecord, "state" | "server">): boolean =>
  state === "running" && server?.phase === "ready";
