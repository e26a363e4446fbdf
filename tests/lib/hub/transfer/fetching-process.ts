import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { FileEnd, FileProgress } from "#lib/hub/transfer/file-wanted.ts";
import { parsePartialRecord } from "#lib/hub/transfer/partial-record.ts";
import { makeRangeSet } from "#lib/hub/transfer/range-set.ts";
import { repo, type Workshop } from "./transfer-for-tests.ts";

export type FetchingProcess = {
  child: ChildProcess;
  /** How it ended, or nothing where it was killed. */
  ended: Promise<FileEnd | undefined>;
  /** Until it tells of progress like this, or is over. */
  until(isMeant: (progress: FileProgress) => boolean): Promise<void>;
};

type How = {
  connections?: number;
  /** Bytes per second. */
  rate?: number;
  /** Where the bytes are asked for in place of the CDN, and a file of who is trusted there. */
  front?: string;
  caFile?: string;
};

const program = fileURLToPath(new URL("../../../fixtures/fetches-file.mjs", import.meta.url));

/** A process of its own that fetches the workshop's file. */
export function startFetching({ hub, wanted }: Workshop, how: How = {}): FetchingProcess {
  const { target, bytes, sha256, origin } = wanted;
  const url = `${hub.url}/${repo}/resolve/${origin.commit}/${origin.path}`;
  const child = spawn(process.execPath, [program, JSON.stringify({ url, target, bytes, sha256, ...how })], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, ...(how.caFile && { NODE_EXTRA_CA_CERTS: how.caFile }) },
  });
  const [out, errors] = [text(child.stdout ?? process.stdin), text(child.stderr ?? process.stdin)];
  const closed = once(child, "close");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return {
    child,
    ended: closed.then(async ([code]) => {
      const said = await out;
      if (code === 0) return JSON.parse(said) as FileEnd;
      if (child.signalCode === "SIGKILL") return undefined;
      throw new Error(await errors);
    }),
    until: (isMeant) =>
      new Promise<void>((resolve) => {
        child.on("message", (message: FileProgress) => isMeant(message) && resolve());
        closed.then(() => resolve());
      }),
  };
}

/** Kills the process as soon as the hub has sent so many bytes; says what it had written, and what it knew of that. */
export async function killAt(
  workshop: Workshop,
  bytes: number,
  how: How = {},
): Promise<{ written: number; known: number }> {
  const { child, ended } = startFetching(workshop, how);
  const before = workshop.hub.bytesSent();
  while (workshop.hub.bytesSent() - before < bytes && child.exitCode === null) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  child.kill("SIGKILL");
  await ended;
  return partialOf(workshop);
}

export function partialOf({ target }: Workshop): { written: number; known: number } {
  const folder = join(dirname(target), ".modeldeck");
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    return { written: 0, known: 0 };
  }
  const path = (suffix: string) => join(folder, names.find((name) => name.endsWith(suffix)) ?? "");
  if (!names.some((name) => name.endsWith(".json"))) return { written: 0, known: 0 };
  const record = parsePartialRecord(readFileSync(path(".json"), "utf8"));
  // What a sparse file takes on the disk is what was written of it.
  const written = statSync(path(".part")).blocks * 512;
  return { written, known: makeRangeSet(record?.done).bytes() };
}
