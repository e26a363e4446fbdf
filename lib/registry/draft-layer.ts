import { isRecord, nameOf, type RawEntry, type RawLayers } from "./raw-entry.ts";

const gap = Symbol("a removed element");

/** The elements of a layer while they change. Ten thousand removals must not walk the layer ten thousand times. */
class DraftLayer {
  #elements: unknown[];
  #places: Map<string, number[]> | undefined;
  #hasGaps = false;

  constructor(elements: readonly unknown[]) {
    this.#elements = [...elements];
  }

  get elements(): unknown[] {
    if (this.#hasGaps) {
      this.#elements = this.#elements.filter((element) => element !== gap);
      this.#hasGaps = false;
      this.#places = undefined;
    }
    return this.#elements;
  }

  /** The element that counts: of two with one name, the last. */
  own(name: string): RawEntry | undefined {
    const index = this.#placesOf(name).at(-1);
    const element = index === undefined ? undefined : this.#elements[index];
    return isRecord(element) ? element : undefined;
  }

  /** All elements of a name, each with where it stands. */
  allOf(name: string): { index: number; entry: RawEntry }[] {
    const { elements } = this;
    return this.#placesOf(name).flatMap((index) => {
      const entry = elements[index];
      return isRecord(entry) ? [{ index, entry }] : [];
    });
  }

  push(entry: RawEntry): void {
    const name = nameOf(entry);
    if (name !== undefined) this.#note(name, this.#elements.length);
    this.#elements.push(entry);
  }

  replace(name: string, entry: RawEntry): void {
    const index = this.#placesOf(name).at(-1);
    if (index === undefined) {
      this.push(entry);
      return;
    }
    this.#elements[index] = entry;
    const newName = nameOf(entry);
    if (newName === name || newName === undefined) return;
    this.#placesOf(name).pop();
    this.#note(newName, index);
  }

  remove(name: string): void {
    for (const index of this.#placesOf(name)) {
      this.#elements[index] = gap;
      this.#hasGaps = true;
    }
    this.#places?.delete(name);
  }

  #placesOf(name: string): number[] {
    return this.#index().get(name) ?? [];
  }

  #note(name: string, index: number): void {
    const places = this.#index();
    const held = places.get(name);
    if (held) held.push(index);
    else places.set(name, [index]);
  }

  #index(): Map<string, number[]> {
    if (this.#places) return this.#places;
    const places = new Map<string, number[]>();
    for (const [index, element] of this.#elements.entries()) {
      const name = nameOf(element);
      const held = name === undefined ? undefined : places.get(name);
      if (held) held.push(index);
      else if (name !== undefined) places.set(name, [index]);
    }
    this.#places = places;
    return places;
  }
}

export type DraftLayers = { raw: RawLayers; curated: DraftLayer; discovered: DraftLayer };

/** Both layers, and a view of them in which a whole layer can be read or replaced. */
export function draftLayersOf(layers: RawLayers): DraftLayers {
  const held: DraftLayers = {
    curated: new DraftLayer(layers.curated),
    discovered: new DraftLayer(layers.discovered),
    raw: {
      get curated() {
        return held.curated.elements;
      },
      set curated(elements) {
        held.curated = new DraftLayer(elements);
      },
      get discovered() {
        return held.discovered.elements;
      },
      set discovered(elements) {
        held.discovered = new DraftLayer(elements);
      },
    },
  };
  return held;
}
