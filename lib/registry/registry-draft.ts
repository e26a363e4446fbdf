import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import type { Renamed } from "./change-trail.ts";
import { type DraftLayers, draftLayersOf } from "./draft-layer.ts";
import { guardUnlocked } from "./guard-unlocked.ts";
import type { Registry } from "./load-registry.ts";
import { type MergedEntry, mergeEntry, mergeLayers } from "./merge-entries.ts";
import { markCurated, patched, withoutMark, withoutWritten } from "./patched-entry.ts";
import { dynamicKeys, nameOf, type RawEntry, type RawLayers, withoutNone } from "./raw-entry.ts";
import { layerNames } from "./registry-files.ts";
import { TouchedEntries, type TouchedEntry } from "./touched-entries.ts";

export type EntryPlaceInLayer = { layer: LayerName; index: number; entry: RawEntry };
export type ChangeOptions = { why?: string; unlock?: boolean };
/** `found`: a tool found it out, so that what a person wrote stays and is not added to. */
type SetOptions = ChangeOptions & { found?: boolean | undefined };
/** `below`: what the discovered layer is to hold of an entry that is added to the curated one. */
type AddOptions = { layer?: LayerName; why?: string; below?: RawEntry };

/** Layers, and how they merge where that is known already. */
type DraftBase = Pick<Registry, "layers" | "isLegacy"> & Partial<Pick<Registry, "merged">>;

function byName({ layers, merged = mergeLayers(layers) }: Omit<DraftBase, "isLegacy">) {
  const named = new Map<string, MergedEntry>();
  for (const each of merged) named.set(each.name, each);
  return named;
}

/** A registry that is being changed, in memory only. What it was made from stays as it is. */
export class RegistryDraft {
  readonly #layers: DraftLayers;
  readonly isLegacy: boolean;
  readonly #touched = new TouchedEntries();
  readonly #merged: Map<string, { raw: RawEntry; layer: LayerName }>;

  constructor(registry: DraftBase) {
    this.#layers = draftLayersOf(registry.layers);
    this.isLegacy = registry.isLegacy;
    this.#merged = byName(registry);
  }

  get layers(): RawLayers {
    return this.#layers.raw;
  }

  /** The draft that leads from a registry to these layers, in which some entries are the same under another name. */
  static between(registry: DraftBase, layers: RawLayers, renamed: readonly Renamed[] = []): RegistryDraft {
    const draft = new RegistryDraft(registry);
    const [before, after] = [byName(registry), byName({ layers })];
    const [was, is] = [new Map(before), new Map(after)];
    for (const { from, to } of renamed) {
      was.delete(from);
      is.delete(to);
    }
    const touch = (one?: MergedEntry, other?: MergedEntry) => ({
      ...{ layer: other?.layer ?? one?.layer ?? "discovered", why: "as in the backup" },
      ...{ before: one?.raw, after: other?.raw },
    });
    for (const name of new Set([...was.keys(), ...is.keys()])) {
      draft.#touched.note(name, touch(was.get(name), is.get(name)));
    }
    for (const { from, to } of renamed) {
      draft.#touched.noteRenamed(to, { name: from, ...touch(before.get(from), after.get(to)) });
    }
    draft.layers.curated = [...layers.curated];
    draft.layers.discovered = [...layers.discovered];
    return draft;
  }

  /** The entry as it stands in the draft. */
  get(name: string): RawEntry | undefined {
    return this.#merged.get(name)?.raw;
  }

  get names(): string[] {
    return [...this.#merged.keys()];
  }

  /** Every touched entry that is not what it was before. */
  get touched(): TouchedEntry[] {
    return this.#touched.changed;
  }

  addEntry(entry: RawEntry, { layer = "discovered", why = "new", below }: AddOptions = {}): void {
    const name = nameOf(entry);
    if (name === undefined) throw new ConsoleError("bad-input", "An entry needs a name.");
    if (this.#merged.has(name)) throw taken(name);
    const own = withoutNone(entry);
    this.#layers[layer].push(layer === "curated" ? markCurated(own) : withoutMark(own));
    if (below) this.#layers.discovered.push(withoutMark(withoutNone(below)));
    this.#note(name, layer, why);
  }

  /** Sets top-level keys. A key whose value is `undefined` is removed. */
  setFields(
    name: string,
    patch: RawEntry,
    { why = "changed", unlock = false, found = false }: SetOptions = {},
  ): void {
    const { raw, layer } = this.#find(name);
    guardUnlocked({ name, raw, patch, unlock });
    const curated = layer === "curated" ? this.#layers.curated.own(name) : undefined;
    if (curated) {
      const isKept = ([key]: [string, unknown]) => (dynamicKeys.has(key) ? key in curated : !found);
      const kept = Object.fromEntries(Object.entries(patch).filter(isKept));
      if (Object.keys(kept).length > 0 || !found)
        this.#layers.curated.replace(name, markCurated(patched(curated, kept)));
    }
    // What the tools find out has its home in the discovered layer, which holds a full copy where it holds one at all.
    const needsCopy = !curated || found || Object.keys(patch).some((key) => dynamicKeys.has(key));
    const known = this.#layers.discovered.own(name);
    const discovered = known ?? (needsCopy ? raw : undefined);
    const learnt = found && curated ? withoutWritten(patch, curated, known) : patch;
    if (discovered) this.#layers.discovered.replace(name, withoutMark(patched(discovered, learnt)));
    // Under another name another of two elements with this one may count.
    this.#note(name, layer, why, Object.hasOwn(patch, "name") ? undefined : patch);
  }

  /** Removes an entry from every layer that holds it. */
  removeEntry(name: string, { why = "removed", unlock = false }: ChangeOptions = {}): void {
    const { raw, layer } = this.#find(name);
    guardUnlocked({ name, raw, patch: undefined, unlock });
    for (const each of layerNames) this.#layers[each].remove(name);
    this.#note(name, layer, why);
  }

  /** Drops what the tools know of an entry; what is kept by hand stays. */
  forgetFound(name: string, { why = "forgotten", unlock = false }: ChangeOptions = {}): void {
    const { raw, layer } = this.#find(name);
    guardUnlocked({ name, raw, patch: undefined, unlock });
    this.#layers.discovered.remove(name);
    this.#note(name, layer, why);
  }

  /** Gives an entry another name, where it stands. */
  renameEntry(
    name: string,
    to: string,
    { why = "renamed", patch = {} }: ChangeOptions & { patch?: RawEntry },
  ): void {
    const { raw, layer } = this.#find(name);
    guardUnlocked({ name, raw, patch: undefined, unlock: false });
    if (this.#merged.has(to)) throw taken(to);
    for (const each of layerNames) {
      const own = this.#layers[each].own(name);
      if (own) this.#layers[each].replace(name, patched(own, { ...patch, name: to }));
    }
    this.#merged.delete(name);
    this.#touched.rename(name, to, { layer, why, before: raw, after: undefined });
    this.#note(to, layer, why);
  }

  /** Where an entry stands in the layers, so that it can be put back exactly there. */
  placesOf(name: string): EntryPlaceInLayer[] {
    return layerNames.flatMap((layer) =>
      this.#layers[layer].allOf(name).map((place) => ({ layer, ...place })),
    );
  }

  /** Makes an entry stand again as `placesOf` found it. */
  putBack(name: string, places: EntryPlaceInLayer[], { why = "restored" }: ChangeOptions = {}): void {
    for (const each of layerNames) this.#layers[each].remove(name);
    for (const { layer, index, entry } of places) this.#layers[layer].insert(entry, index);
    this.#note(name, places[0]?.layer ?? "discovered", why);
  }

  #find(name: string): { raw: RawEntry; layer: LayerName } {
    const found = this.#merged.get(name);
    if (found) return found;
    throw new ConsoleError("not-found", `Variant not found: ${name}`, {
      hint: "List the entries with: modeldeck list",
    });
  }

  /** `patch`: what was set of it, where that is all. */
  #note(name: string, layer: LayerName, why: string, patch?: RawEntry): void {
    const before = this.#merged.get(name)?.raw;
    const merged = mergeEntry(name, {
      curated: this.#layers.curated.own(name),
      discovered: this.#layers.discovered.own(name),
    });
    if (merged) this.#merged.set(name, merged);
    else this.#merged.delete(name);
    this.#touched.note(name, { layer, why, before, after: merged?.raw, patch });
  }
}

const taken = (name: string) =>
  new ConsoleError("conflict", `The registry already has an entry ${name}.`, {
    hint: "Choose another name, or change that entry.",
  });
