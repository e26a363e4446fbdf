import { toByteWords } from "#lib/format.ts";
import { trashAnswerOf } from "#lib/registry/trash-rows.ts";
import { placesOf } from "../places-of.ts";
import { styled } from "../print.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const trashList: Handler<"trash-list"> = async (_, { print, settings }) => {
  const { items, unread } = await trashAnswerOf(placesOf(await settings()));
  print.json(items);
  for (const folder of unread) print.note(styled("yellow", `${folder} cannot be read, and is not listed.`));
  if (items.length === 0) {
    if (unread.length === 0) print.line("The trash is empty.");
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
