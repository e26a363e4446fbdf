import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";

/** What a server told of a model when it had loaded it. */
export type LoadEvent = { model: string; servedId: string | undefined; at: string; payload: RawEntry };

export type LoadMetrics = {
  /** The latest event of each model. */
  latest: LoadEvent[];
  lines: number;
  broken: number;
};

const lineLengthMax = 1024 * 1024;
const bytesMax = 1024 * 1024 * 1024;

/** Reads a log of loads, one event a line. Nothing when there is no such file. */
export async function readLoadMetrics(file: string): Promise<LoadMetrics | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isFile() || found.size > bytesMax) {
    throw new ConsoleError("bad-input", `${file} is no log of loads that can be read.`, {
      hint: "Name another file with --metrics.",
    });
  }
  const latest = new Map<string, { event: LoadEvent; time: number }>();
  const metrics = { lines: 0, broken: 0 };
  for await (const line of linesOf(file)) {
    if (line?.trim() === "") continue;
    metrics.lines += 1;
    const event = line === undefined ? undefined : toEvent(line);
    if (event === undefined) {
      metrics.broken += 1;
      continue;
    }
    const time = Date.parse(event.at);
    const known = latest.get(event.model);
    if (known === undefined || time >= known.time) latest.set(event.model, { event, time });
  }
  return { ...metrics, latest: [...latest.values()].map(({ event }) => event) };
}

/** The lines of a file; nothing in the place of one that is too long to be an event. */
async function* linesOf(file: string): AsyncGenerator<string | undefined> {
  let rest = "";
  let isTooLong = false;
  for await (const chunk of createReadStream(file, { encoding: "utf8" })) {
    const parts = `${rest}${chunk}`.split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      yield isTooLong ? undefined : part;
      isTooLong = false;
    }
    if (rest.length > lineLengthMax) {
      isTooLong = true;
      rest = "";
    }
  }
  if (isTooLong) yield undefined;
  else if (rest !== "") yield rest;
}

function toEvent(line: string): LoadEvent | undefined {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(event)) return undefined;
  const { model, timestamp, served_model_id: servedId, payload = {} } = event;
  if (typeof model !== "string" || model === "" || typeof timestamp !== "string") return undefined;
  if (Number.isNaN(Date.parse(timestamp)) || !(isRecord(payload) || payload === null)) return undefined;
  const served = typeof servedId === "string" && servedId !== "" ? servedId : undefined;
  return { model, servedId: served, at: timestamp, payload: payload ?? {} };
}
