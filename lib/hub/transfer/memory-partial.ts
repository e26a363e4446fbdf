import type { PartialFile } from "./partial-file.ts";
import { makeRangeSet } from "./range-set.ts";

/** A small file while it comes: not worth a record, and soon fetched again. */
export function openMemoryPartial(bytes: number): PartialFile & { content: Buffer } {
  const content = Buffer.allocUnsafe(bytes);
  let done = makeRangeSet();
  let validator: string | undefined;
  return {
    content,
    done: () => done,
    validator: () => validator,
    setValidator: (etag) => {
      validator = etag;
    },
    write: (chunk, at) => {
      content.set(chunk, at);
      done.add(at, at + chunk.length);
    },
    checkpoint: () => undefined,
    restart: () => {
      done = makeRangeSet();
      validator = undefined;
    },
    sync: async () => undefined,
    close: async () => undefined,
  };
}
