import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { areAlike } from "./is-alike.ts";
import type { RawEntry } from "./raw-entry.ts";

/** An entry that a draft has touched, as it was before and as it is to be. */
export type TouchedEntry = {
  /** As it was called, if it was. */
  name: string;
  layer: LayerName;
  why: string;
  before: RawEntry | undefined;
  after: RawEntry | undefined;
  /** What was set, where nothing else was done to it. It is not copied, and nobody changes it any more. */
  patch?: RawEntry | undefined;
};

type Touch = Omit<TouchedEntry, "name">;

/** What a draft has touched. An entry with another name is the one that it was, and is told once. */
export class TouchedEntries {
  readonly #named = new Map<string, TouchedEntry>();
  /** Those that have another name now, by that name; another entry may have, or have had, the name they had. */
  readonly #renamed = new Map<string, TouchedEntry>();

  /** Every touched entry that is not what it was before. */
  get changed(): TouchedEntry[] {
    const all = [...this.#named.values(), ...this.#renamed.values()];
    return all.filter(({ before, after, patch }) => !areAlike(before, after, patch));
  }

  /** `name`: as it is called now. What it was counts as it was before the first touch. */
  note(name: string, { layer, why, before, after, patch }: Touch): void {
    const renamed = this.#renamed.get(name);
    const known = renamed ?? this.#named.get(name);
    const touched = known
      ? { name: known.name, layer, why, before: known.before, after }
      : { name, layer, why, before, after, patch };
    (renamed ? this.#renamed : this.#named).set(name, touched);
  }

  /** An entry that is called `to` now, all at once. */
  noteRenamed(to: string, touched: TouchedEntry): void {
    this.#renamed.set(to, touched);
  }

  rename(name: string, to: string, touch: Touch): void {
    const known = this.#renamed.get(name) ?? this.#named.get(name);
    this.#renamed.delete(name);
    this.#named.delete(name);
    const isNew = known !== undefined && known.before === undefined;
    const before = known ? known.before : touch.before;
    this.#renamed.set(to, { ...touch, name: isNew ? to : (known?.name ?? name), before });
  }
}
