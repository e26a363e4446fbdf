import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { frameOf } from "./element-source.ts";
import { isSameBytes } from "./file-bytes.ts";
import {
  emptyFrame,
  emptyList,
  evenFrame,
  fromLayout,
  type Layouts,
  type ListFrame,
  toLayout,
} from "./list-frame.ts";
import { type MergedEntry, mergeLayers } from "./merge-entries.ts";
import { nameOf, type RawLayers } from "./raw-entry.ts";
import { layerFile, layerNames, snapshotFile } from "./registry-files.ts";
import { RegistryText } from "./registry-text.ts";
import type { FileToSave } from "./save-files.ts";

type Before = { before?: RawLayers | undefined; hasOwnOrder?: boolean; layouts?: Layouts };

/**
 * The files that layers make. A layer that is what it was before is left alone. The curated layer is in the order of the
 * original tool, by name, unless somebody keeps it in another by hand: of equals for a role the first is chosen.
 */
export function toRegistryFiles(
  layers: RawLayers,
  { before, hasOwnOrder = false, layouts = {} }: Before = {},
): FileToSave[] {
  const text = new RegistryText();
  const sorted = inWrittenOrder(layers, hasOwnOrder);
  const files: FileToSave[] = [];
  for (const layer of layerNames) {
    if (before && isSame(before[layer], layers[layer])) continue;
    const elements = sorted[layer];
    const frame = frameFor(layer, elements, { before, layouts });
    const asRead = () => text.asRead(elements, frame);
    files.push({ name: layerFile(layer), bytes: text.toPieces(elements, frame), asRead });
  }
  const merged = mergeLayers(sorted).map(({ raw }) => raw);
  // Without a curated layer the snapshot is the discovered layer, and a large text need not be joined twice.
  const isEven = frameFor("discovered", sorted.discovered, { before, layouts }) === evenFrame;
  const same = isEven && isSame(merged, layers.discovered) ? files.find(isDiscovered)?.bytes : undefined;
  files.push({ name: snapshotFile, bytes: same ?? text.toPieces(merged) });
  return files;
}

/** The layers in the order in which they are written. */
export const inWrittenOrder = ({ curated, discovered }: RawLayers, hasOwnOrder: boolean): RawLayers => ({
  curated: hasOwnOrder ? curated : sortedByName(curated),
  discovered,
});

/** A list in which nothing stands is laid out in no way, and of one element nobody knows what lies between two. */
function frameFor(
  layer: LayerName,
  elements: readonly unknown[],
  { before, layouts = {} }: Pick<Before, "before" | "layouts">,
): ListFrame {
  const then = layouts[layer];
  if (elements.length === 0)
    return emptyFrame(then?.empty === undefined ? emptyList : Buffer.from(then.empty));
  const count = before?.[layer].length ?? 0;
  const now = before && count > 0 ? frameOf(before[layer]) : evenFrame;
  if (then === undefined || then.empty !== undefined || count > 1) return now;
  const { start, end } = toLayout(now);
  return count === 0 || (start === then.start && end === then.end) ? fromLayout(then) : now;
}

/** Whether a snapshot is to the letter what a save would write of a registry now; then nothing of it has to be understood. */
export const isSnapshotOf = (bytes: Buffer, merged: readonly MergedEntry[]): boolean =>
  isSameBytes(bytes, snapshotOf(merged));

export const snapshotOf = (merged: readonly MergedEntry[]): Buffer[] =>
  new RegistryText().toPieces(merged.map(({ raw }) => raw));

/** How layers are laid out that the original would lay out otherwise. */
export function layoutsOf(layers: RawLayers): Layouts {
  const odd = layerNames.filter((layer) => frameOf(layers[layer]) !== evenFrame);
  return Object.fromEntries(odd.map((layer) => [layer, toLayout(frameOf(layers[layer]))]));
}

function isDiscovered({ name }: FileToSave): boolean {
  return name === layerFile("discovered");
}

/** A draft replaces what it changes and shares the rest. */
export function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((element, index) => element === after[index]);
}

export function sortedByName(elements: readonly unknown[]): unknown[] {
  return elements.toSorted((one, other) => compare(nameOf(one) ?? "", nameOf(other) ?? ""));
}

/** Whether somebody keeps the curated layer in another order than by name. */
export function isInOwnOrder({ curated }: RawLayers): boolean {
  const names = curated.map((element) => nameOf(element) ?? "");
  return names.some((name, index) => index > 0 && compare(names[index - 1] ?? "", name) > 0);
}

/** By code unit, as the original tool sorts, and not by the rules of a language. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
