import { toByteWords } from "#lib/format.ts";
import { listBackups, readBackup } from "#lib/registry/backups.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const backups: Handler<"backups"> = async (_, { print, settings }) => {
  const dir = (await settings()).registryDir.value;
  const readings = [];
  for (const backup of await listBackups(dir)) {
    const { contents: _contents, ...told } = await readBackup(dir, backup);
    readings.push(told);
  }
  print.json(readings);
  if (readings.length === 0) {
    print.line("There are no backups.");
    return 0;
  }
  printTable(
    print,
    [
      { title: "Backup" },
      { title: "Made" },
      { title: "Entries", align: "right" },
      { title: "Size", align: "right" },
      { title: "Holds" },
    ],
    readings.map(({ stamp, at, entries, bytes, files, damaged }) => [
      stamp,
      at,
      String(entries),
      toByteWords(bytes),
      damaged ?? files.map(({ file }) => file).join(", "),
    ]),
  );
  return 0;
};
