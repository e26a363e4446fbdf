import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import type { FileWanted } from "./file-wanted.ts";
import type { ByteRange } from "./range-set.ts";

const ranges = z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])).max(10_000);

const origin = z.object({ endpoint: z.string(), repo: z.string(), commit: z.string(), path: z.string() });

const recordHead = z.object({
  version: z.literal(1),
  target: z.string(),
  etag: z.string(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().optional(),
  gitSha1: z.string().optional(),
  origin,
  bootId: z.string().optional(),
});

/** What one checkpoint adds: bytes that were written, bytes that are on the disk for certain, and whose bytes. */
const checkpoint = z.object({
  done: ranges.optional(),
  synced: ranges.optional(),
  validator: z.string().optional(),
});

/** Where on the hub a file comes from. */
export type FileOrigin = z.infer<typeof origin>;
export type RecordHead = z.infer<typeof recordHead>;
export type Checkpoint = z.infer<typeof checkpoint>;
export type PartialRecord = { head: RecordHead; done: ByteRange[]; synced: ByteRange[]; validator?: string };

/** The first line says what is fetched, each later one how far that is. A torn last line is as good as none. */
export function parsePartialRecord(text: string): PartialRecord | undefined {
  const [first = "", ...lines] = text.split("\n");
  const head = recordHead.safeParse(jsonOf(first)).data;
  if (!head) return undefined;
  const record: PartialRecord = { head, done: [], synced: [] };
  for (const line of lines) {
    const { done, synced, validator } = checkpoint.safeParse(jsonOf(line)).data ?? {};
    if (done) record.done = done;
    if (synced) record.synced = synced;
    if (validator !== undefined) record.validator = validator;
  }
  return record;
}

/** What a file's record begins with. */
export async function recordHeadOf({
  wanted,
  etag,
}: {
  wanted: FileWanted;
  etag: string;
}): Promise<RecordHead> {
  const { bytes, sha256, gitSha1, origin, target } = wanted;
  const bootId = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => undefined);
  return {
    ...{ version: 1, target: basename(target), etag, bytes, origin },
    ...(sha256 !== undefined && { sha256 }),
    ...(gitSha1 !== undefined && { gitSha1 }),
    ...(bootId !== undefined && { bootId: bootId.trim() }),
  };
}

export function lineOf(line: RecordHead | Checkpoint): string {
  return `${JSON.stringify(line)}\n`;
}

/**
 * The bytes of a partial that can be built upon. What the system had not put on the disk yet survives the end of a
 * process, but not that of the machine (see decision 130).
 */
export function trustedRanges(
  { head, done, synced }: PartialRecord,
  bootId: string | undefined,
): ByteRange[] {
  return head.bootId !== undefined && head.bootId === bootId ? done : synced;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
