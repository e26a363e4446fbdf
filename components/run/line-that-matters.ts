import type { RunLine } from "#cli-bridge/protocol/run-event.ts";
import { plainTextOf } from "./ansi-spans.ts";

const telling = /^(error|fatal|panic)\b|\b(error|exception|refused|denied|failed|cannot|not found)\b/i;

/** The line of a failed run to read first: the last that speaks of a fault, else the last of the error stream. */
export function lineThatMatters(lines: Iterable<RunLine>): RunLine | undefined {
  let last: RunLine | undefined;
  let lastError: RunLine | undefined;
  let told: RunLine | undefined;
  for (const line of lines) {
    const text = plainTextOf(line.text).trim();
    if (text === "" || text.startsWith("hint:")) continue;
    last = line;
    if (line.stream === "err") lastError = line;
    if (telling.test(text)) told = line;
  }
  return told ?? lastError ?? last;
}
