import { closeSync, constants, fdatasync, fstatSync, ftruncateSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { openOwnFile, writeWhole } from "./own-file.ts";
import { openPartialJournal, readPartialRecord } from "./partial-journal.ts";
import type { PartialPaths } from "./partial-names.ts";
import { type PartialRecord, type RecordHead, trustedRanges } from "./partial-record.ts";
import { type ByteRange, makeRangeSet, type RangeSet } from "./range-set.ts";
import { syncBeside } from "./sync-beside.ts";
import { TransferFault } from "./transfer-fault.ts";

/** A file that is not complete, and what of it is there. */
export type PartialFile = {
  done(): RangeSet;
  /** The etag that came with the bytes so far. */
  validator(): string | undefined;
  setValidator(etag: string): void;
  write(chunk: Uint8Array, at: number): void;
  /** Writes down what is there, if there is room to; if not, a little of it comes again. */
  checkpoint(): void;
  /** Forgets every byte. */
  restart(): void;
  sync(): Promise<void>;
  close(): Promise<void>;
};

/** A process that is killed forgets at most so many of the bytes that it has written. */
const checkpointBytes = 1024 * 1024;

const { O_CREAT, O_RDWR } = constants;
const datasync = promisify(fdatasync);

const pairsOf = (ranges: readonly ByteRange[]) => ranges.map(([from, to]): [number, number] => [from, to]);

export function openPartialFile(paths: PartialPaths, head: RecordHead): PartialFile {
  const part = openOwnFile(paths.part, O_RDWR | O_CREAT);
  const found = readPartialRecord(paths.record);
  let done = makeRangeSet(rangesToKeep(found, head, fstatSync(part).size));
  let validator = done.bytes() > 0 ? found?.validator : undefined;
  let unsaved = 0;
  const state = (synced: ByteRange[] = []) => ({
    done: pairsOf(done.ranges()),
    synced: pairsOf(synced),
    ...(validator !== undefined && { validator }),
  });
  const synced = done.bytes() > 0 ? found?.synced : [];
  const journal = openPartialJournal(paths.record, head, state(synced));
  const checkpoint = (): void => {
    unsaved = 0;
    journal.append({ done: pairsOf(done.ranges()) });
  };
  const checkpointNamed = whileNamed(part, paths.part, checkpoint);
  const sync = syncBeside(part, () => {
    const ranges = pairsOf(done.ranges());
    return () => journal.append({ synced: ranges });
  });
  return {
    done: () => done,
    validator: () => validator,
    setValidator: (etag) => {
      validator = etag;
      journal.append({ validator: etag });
    },
    write: (chunk, at) => {
      writeWhole(part, chunk, at);
      done.add(at, at + chunk.length);
      unsaved += chunk.length;
      if (unsaved >= checkpointBytes) checkpointNamed();
      sync.wrote(chunk.length);
    },
    checkpoint: () => {
      try {
        checkpoint();
      } catch (error) {
        if (!(error instanceof TransferFault)) throw error;
      }
    },
    restart: () => {
      sync.forget();
      done = makeRangeSet();
      validator = undefined;
      ftruncateSync(part, 0);
      journal.rewrite(state());
    },
    sync: () => datasync(part),
    close: async () => {
      await sync.ended();
      closeSync(part);
      journal.close();
    },
  };
}

/** Does something until the last name of an open file is gone, and throws then. Some disks count no names at all. */
function whileNamed(file: number, path: string, act: () => void): () => void {
  const hadName = fstatSync(file).nlink > 0;
  return () => {
    if (!hadName || fstatSync(file).nlink > 0) return act();
    throw new ConsoleError("conflict", `${basename(path)} was removed while it was being fetched.`, {
      hint: "Nothing more was fetched. The same command begins anew.",
    });
  };
}

/** Another content, or a file that is longer than it may be, is nothing to build upon. */
function rangesToKeep(found: PartialRecord | undefined, head: RecordHead, size: number): ByteRange[] {
  if (!found || found.head.etag !== head.etag || found.head.bytes !== head.bytes || size > head.bytes)
    return [];
  return trustedRanges(found, head.bootId).flatMap(([from, to]) =>
    from < size ? [[from, Math.min(to, size)]] : [],
  );
}
