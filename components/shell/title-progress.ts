import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { isServing, toFraction } from "./run-words.ts";

const said = /^\d+ % · /;

/** How far all that goes on is, in whole percent; nothing where nobody knows. */
export function percentOf(runs: readonly RunRecord[]): number | undefined {
  const known = runs
    .flatMap((run) => (run.state === "running" && !isServing(run) ? [toFraction(run)] : []))
    .filter(isNumber);
  if (known.length === 0) return undefined;
  return Math.floor((100 * known.reduce((sum, each) => sum + each, 0)) / known.length);
}

/** `42 % · Activity · Modeldeck`, and without the figure again when nothing goes on. */
export function titleWith(title: string, percent: number | undefined): string {
  const plain = title.replace(said, "");
  return percent === undefined ? plain : `${percent} % · ${plain}`;
}

const isNumber = (value: number | undefined): value is number => value !== undefined;
