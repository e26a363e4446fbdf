import type { NamedColumn } from "#cli-bridge/protocol/registry-columns.ts";
import type { EntryIndex } from "./entry-index.ts";

/** How many models have a value, and how many bytes they are in all where that is known. */
export type Share = { value: string; count: number; bytes?: number };

export function sharesOf({ columns }: EntryIndex, name: NamedColumn): Share[] {
  const { values, of } = columns.named[name];
  const shares = values.map((value) => ({ value, count: 0, bytes: 0 }));
  for (const [at, place] of of.entries()) {
    const share = shares[place];
    if (share === undefined) continue;
    share.count += 1;
    share.bytes += Math.max(0, columns.size[at] ?? 0);
  }
  return shares.sort((one, other) => other.count - one.count);
}
