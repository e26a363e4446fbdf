import { listRecordNames } from "./change-record.ts";
import { readChangeRecord } from "./change-records.ts";

/** What entries of that time are called by now, as far as the records of the changes since tell. */
export async function renamedSince(dir: string, at: string): Promise<(name: string) => string> {
  const renames: ReadonlyMap<string, string>[] = [];
  for (const name of await listRecordNames(dir)) {
    const record = await readChangeRecord(dir, name);
    if (record === undefined) continue;
    if (record.at < at) break;
    renames.unshift(new Map(record.renamed.map(({ from, to }) => [from, to])));
  }
  return (name) => renames.reduce((called, renamed) => renamed.get(called) ?? called, name);
}
