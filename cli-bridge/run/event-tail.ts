import { type FileHandle, open } from "node:fs/promises";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { type RunEvent, runEvents } from "#cli-bridge/protocol/run-event.ts";
import { readAt } from "./event-file.ts";

/** What the end of a record tells of a run without reading the rest. */
export type EventTail = {
  seq: number;
  lines: number;
  progress: Progress | undefined;
  ended: Extract<RunEvent, { event: "ended" }>["data"] | undefined;
  /** Where the last whole frame ends; a keeper that was killed may have left half a frame behind it. */
  bytes: number;
};

const tailBytes = 16 * 1024;
const tailBytesMax = 4 * 1024 * 1024;

export async function tailOf(path: string): Promise<EventTail> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return { seq: 0, lines: 0, progress: undefined, ended: undefined, bytes: 0 };
  try {
    return await readTail(file);
  } finally {
    await file.close();
  }
}

/** Looks further back until it is known how many lines there are. */
async function readTail(file: FileHandle): Promise<EventTail> {
  const { size } = await file.stat();
  for (let length = tailBytes; ; length *= 4) {
    const from = Math.max(0, size - length);
    const text = (await readAt(file, from, size - from)).toString("latin1");
    const isAll = from === 0 || length > tailBytesMax;
    const start = from === 0 ? 0 : text.indexOf("\n\nid: ") + 2;
    const end = text.lastIndexOf("\n\n") + 2;
    const whole = start >= 2 || from === 0 ? text.slice(start, Math.max(start, end)) : "";
    const line = lastOf(whole, "line");
    const progress = runEvents.progress.optional().parse(lastOf(whole, "progress"));
    if (!line && progress?.lines === undefined && !isAll) continue;
    const ended = lastOf(whole, "ended");
    return {
      seq: lastIdIn(whole),
      lines: Math.max(line ? runEvents.line.parse(line).line : 0, progress?.lines ?? 0),
      progress,
      ended: ended === undefined ? undefined : runEvents.ended.parse(ended),
      bytes: end < 2 ? 0 : from + end,
    };
  }
}

function lastIdIn(frames: string): number {
  const at = frames.lastIndexOf("\n\nid: ");
  return Number.parseInt(frames.slice(at === -1 ? "id: ".length : at + "\n\nid: ".length), 10) || 0;
}

function lastOf(frames: string, event: string): unknown {
  const mark = `\nevent: ${event}\ndata: `;
  const at = frames.lastIndexOf(mark);
  if (at === -1) return undefined;
  const json = frames.slice(at + mark.length, frames.indexOf("\n\n", at));
  return JSON.parse(Buffer.from(json, "latin1").toString("utf8"));
}
