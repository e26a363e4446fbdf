import { toByteWords } from "#lib/format.ts";
import { listTrash } from "#lib/registry/trash.ts";
import { placesOf } from "../places-of.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const trashList: Handler<"trash-list"> = async (_, { print, settings }) => {
  const items = await listTrash(placesOf(await settings()));
  print.json(
    items.map(({ id, at, command, bytes, paths, entries }) => ({
      id,
      at,
      command,
      bytes,
      paths: paths.map(({ from }) => from),
      entries: entries.map(({ name }) => name),
    })),
  );
  if (items.length === 0) {
    print.line("The trash is empty.");
    return 0;
  }
  printTable(
    print,
    [{ title: "Item" }, { title: "Removed" }, { title: "Size", align: "right" }, { title: "Holds" }],
    items.map(({ id, at, bytes, paths, entries }) => [
      id,
      at,
      toByteWords(bytes),
      [...entries.map(({ name }) => name), ...paths.map(({ from }) => from)].join(", "),
    ]),
  );
  return 0;
};
