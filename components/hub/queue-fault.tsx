"use client";

import useSWR from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { plainTextOf } from "#components/run/ansi-spans.ts";
import { lineThatMatters } from "#components/run/line-that-matters.ts";
import { toEndingWords } from "#components/shell/run-words.ts";
import { api } from "#lib/paths.ts";

const linesRead = 20;

/** Why a run failed, in the words of the program. */
export function QueueFault({ run }: { run: RunRecord }) {
  const from = Math.max(1, run.lines - linesRead + 1);
  const { data } = useSWR<string, Error>(api.runLog(run.id, { from, lines: linesRead }), readText);
  const line = data === undefined ? undefined : faultIn(data);
  const ending = run.outcome && toEndingWords(run.outcome);
  return (
    <span className="min-w-0 break-words">
      {line === undefined ? ending : <span className="text-danger">{line}</span>}
    </span>
  );
}

/** `error: no space left` without its first word, since the badge says that it failed. */
export function faultIn(log: string): string | undefined {
  const lines = log.split("\n").map((text, at) => ({ at: 0, line: at + 1, stream: "out" as const, text }));
  const line = lineThatMatters(lines);
  return line && plainTextOf(line.text).replace(/^error:\s*/i, "");
}

async function readText(url: string): Promise<string> {
  const response = await fetch(url);
  return response.ok ? response.text() : "";
}
