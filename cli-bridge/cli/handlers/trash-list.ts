import { toByteWords } from "#lib/format.ts";
import { listTrashRows } from "#lib/registry/trash-rows.ts";
import { placesOf } from "../places-of.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const trashList: Handler<"trash-list"> = async (_, { print, settings }) => {
  const items = await listTrashRows(placesOf(await settings()));
  print.json(items);
  if (items.length === 0) {
    print.line("The trash is empty.");
    return 0;
  }
  printTable(
    print,
    [{ title: "Item" }, { title: "Removed" }, { title: "Size", align: "right" }, { title: "Holds" }],
    items.map(({ id, at, bytes, paths, entries, isDamaged }) => [
      id,
      at,
      toByteWords(bytes),
      isDamaged ? `its record cannot be read: ${paths.join(", ")}` : [...entries, ...paths].join(", "),
    ]),
  );
  return 0;
};
