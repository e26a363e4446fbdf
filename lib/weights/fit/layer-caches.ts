import type { LayerCache } from "#cli-bridge/protocol/memory-fit.ts";

/** Far above any model, and far below where the arithmetic would lose its footing. */
const figureMax = 1e9;

/** A figure that a file claims; nothing where it cannot be one. */
export const soundFigure = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 && value <= figureMax ? value : undefined;

/** How many layers a file claims; each is looked at, so there is an end to them. */
export const soundLayers = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isInteger(value) && value > 0 && value <= 10_000 ? value : undefined;

/** One layer's cache; nothing for a layer that keeps none, as recurrent ones do. */
export type OneLayer = Omit<LayerCache, "layers"> | undefined;

/** Layers that keep the same are counted together, those that keep most first. */
export function groupLayers(layers: readonly OneLayer[]): LayerCache[] {
  const groups = new Map<string, LayerCache>();
  for (const layer of layers) {
    if (layer === undefined || layer.keys + layer.values === 0) continue;
    const key = `${layer.keys} ${layer.values} ${layer.window} ${layer.compressed}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { layers: 1, ...layer });
    else group.layers += 1;
  }
  return [...groups.values()].toSorted((one, other) => (other.window ? 0 : 1) - (one.window ? 0 : 1));
}
