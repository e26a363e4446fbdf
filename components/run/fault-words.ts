import type { RunLine } from "#cli-bridge/protocol/run-event.ts";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { api } from "#lib/paths.ts";
import { plainTextOf } from "./ansi-spans.ts";
import { lineThatMatters } from "./line-that-matters.ts";
import { foundFaults, meaningOf, succeeded } from "./outcome-words.ts";

const linesRead = 20;

/** Where the end of what a run printed is read. */
export const faultUrlOf = ({ id, lines }: Pick<RunRecord, "id" | "lines">): string =>
  api.runLog(id, { from: Math.max(1, lines - linesRead + 1), lines: linesRead });

/** Why a run failed, in the words of the program. */
export async function readFault(url: string): Promise<string | undefined> {
  const response = await fetch(url);
  return response.ok ? faultIn(await response.text()) : undefined;
}

export const faultIn = (log: string): string | undefined =>
  faultOf(log.split("\n").map((text, at) => ({ at: 0, line: at + 1, stream: "out" as const, text })));

/** `error: no space left` without its first word, since it stands where it is said that the run failed. */
function faultOf(lines: Iterable<RunLine>): string | undefined {
  const line = lineThatMatters(lines);
  return line && plainTextOf(line.text).replace(/^error:\s*/i, "");
}

/** The way out that a program names below its error. */
export function hintOf(lines: Iterable<RunLine>): string | undefined {
  const hints = [...lines].flatMap(({ text }) => /^hint:\s*(.+)$/i.exec(plainTextOf(text))?.[1] ?? []);
  return hints.at(-1);
}

/** How a run ended, for a place where its lines are not seen: a failure in the words of the program. */
export function reasonOf(outcome: RunOutcome, lines: Iterable<RunLine>): string {
  const isFault = outcome.kind === "exited" && !succeeded(outcome) && !foundFaults(outcome);
  return (isFault ? faultOf(lines) : undefined) ?? meaningOf(outcome, false);
}
