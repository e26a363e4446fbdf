import { toByteWords } from "#lib/format.ts";
import { type BackupListing, listBackupsCompared } from "#lib/registry/operations/backup-comparing.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const backups: Handler<"backups"> = async (_, { print, settings }) => {
  const listings = await listBackupsCompared((await settings()).registryDir.value);
  print.json(listings);
  if (listings.length === 0) {
    print.line("There are no backups.");
    return 0;
  }
  printTable(
    print,
    [
      { title: "Backup" },
      { title: "Made" },
      { title: "Before" },
      { title: "Entries", align: "right" },
      { title: "Size", align: "right" },
      { title: "Since then" },
    ],
    listings.map(({ stamp, at, madeBy, entries, bytes, damaged, since, lacks }) => [
      stamp,
      at,
      madeBy ?? "?",
      String(entries),
      toByteWords(bytes),
      damaged ?? [sinceWords(since, lacks), ...lacks.map((layer) => `no ${layer} layer`)].join(", "),
    ]),
  );
  return 0;
};

function sinceWords(since: BackupListing["since"], lacks: BackupListing["lacks"]): string {
  if (since === undefined) return "not compared";
  const { added, removed, changed } = since;
  if (added + removed + changed === 0) return lacks.length === 0 ? "the same" : "what it holds is the same";
  return `+${added} -${removed} ~${changed}`;
}
