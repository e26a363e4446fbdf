import { isRecord, nameOf, type RawEntry, type RawLayers } from "./raw-entry.ts";

/** An element, wherever it stands; one that was removed has none. `above`: the one of its name that stood before it. */
type Cell = { element: unknown; above: Cell | undefined; isGap?: true };

/**
 * The elements of a layer while they change. Ten thousand removals or insertions must not walk the layer ten thousand
 * times, so elements are found by cells that know nothing of where they stand.
 */
class DraftLayer {
  #cells: Cell[];
  /** The last of each name, which is mostly the only one. */
  #named: Map<string, Cell> | undefined;
  #places: Map<Cell, number> | undefined;
  #hasGaps = false;

  constructor(elements: readonly unknown[]) {
    this.#cells = elements.map((element) => ({ element, above: undefined }));
  }

  get elements(): unknown[] {
    this.#closeGaps();
    return this.#cells.map(({ element }) => element);
  }

  /** The element that counts: of two with one name, the last. */
  own(name: string): RawEntry | undefined {
    const element = this.#index().get(name)?.element;
    return isRecord(element) ? element : undefined;
  }

  /** All elements of a name, each with where it stands. */
  allOf(name: string): { index: number; entry: RawEntry }[] {
    return this.#cellsOf(name).flatMap((cell) => {
      const index = this.#placeOf(cell);
      return index !== undefined && isRecord(cell.element) ? [{ index, entry: cell.element }] : [];
    });
  }

  push(entry: RawEntry): void {
    this.insert(entry, this.#cells.length);
  }

  /** Puts an element where `allOf` would then find it. Of its name it counts, unless others stand behind it. */
  insert(entry: RawEntry, index: number): void {
    const isLast = index >= this.#cells.length;
    if (!isLast) this.#closeGaps();
    const cell: Cell = { element: entry, above: undefined };
    const name = nameOf(entry);
    // Which of several stands last is seen by walking the layer anew.
    if (name !== undefined && !isLast && this.#index().has(name)) this.#named = undefined;
    else if (name !== undefined) note(this.#index(), name, cell);
    if (isLast) {
      this.#places?.set(cell, this.#cells.length);
      this.#cells.push(cell);
    } else {
      this.#places = undefined;
      this.#cells.splice(index, 0, cell);
    }
  }

  replace(name: string, entry: RawEntry): void {
    const cell = this.#index().get(name);
    if (cell === undefined) {
      this.push(entry);
      return;
    }
    cell.element = entry;
    const newName = nameOf(entry);
    if (newName === name || newName === undefined) return;
    if (cell.above) this.#named?.set(name, cell.above);
    else this.#named?.delete(name);
    note(this.#index(), newName, cell);
  }

  remove(name: string): void {
    for (const cell of this.#cellsOf(name)) {
      cell.isGap = true;
      this.#hasGaps = true;
    }
    this.#named?.delete(name);
  }

  #cellsOf(name: string): Cell[] {
    const cells: Cell[] = [];
    for (let cell = this.#index().get(name); cell; cell = cell.above) cells.push(cell);
    return cells.reverse();
  }

  #placeOf(cell: Cell): number | undefined {
    this.#closeGaps();
    this.#places ??= new Map(this.#cells.map((each, index) => [each, index]));
    return this.#places.get(cell);
  }

  #closeGaps(): void {
    if (!this.#hasGaps) return;
    this.#cells = this.#cells.filter(({ isGap }) => !isGap);
    this.#hasGaps = false;
    this.#places = undefined;
  }

  #index(): Map<string, Cell> {
    if (this.#named) return this.#named;
    const named = new Map<string, Cell>();
    for (const cell of this.#cells) {
      const name = cell.isGap ? undefined : nameOf(cell.element);
      if (name !== undefined) note(named, name, cell);
    }
    this.#named = named;
    return named;
  }
}

function note(named: Map<string, Cell>, name: string, cell: Cell): void {
  cell.above = named.get(name);
  named.set(name, cell);
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
