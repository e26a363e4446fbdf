import { expect, test } from "vitest";
import { draftLayersOf } from "#lib/registry/draft-layer.ts";
import type { RawEntry } from "#lib/registry/raw-entry.ts";

const names = ["a", "b", "c", "d", "e", "f"];

/** The same deeds, each by walking the whole layer. */
class WalkedLayer {
  elements: RawEntry[] = [];
  allOf = (name: string) =>
    this.elements.flatMap((entry, index) => (entry.name === name ? [{ index, entry }] : []));
  own = (name: string) => this.allOf(name).at(-1)?.entry;
  insert = (entry: RawEntry, index: number) => {
    this.elements = this.elements.toSpliced(index, 0, entry);
  };
  push = (entry: RawEntry) => this.insert(entry, this.elements.length);
  remove = (name: string) => {
    this.elements = this.elements.filter((entry) => entry.name !== name);
  };
  replace = (name: string, entry: RawEntry) => {
    const last = this.allOf(name).at(-1);
    if (last) this.elements = this.elements.with(last.index, entry);
    else this.push(entry);
  };
}

/** The same numbers each time. */
function makeRandom(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test("whatever is done to a layer in whatever order, each element stands where a walk would find it", () => {
  const random = makeRandom(7);
  for (let round = 0; round < 100; round += 1) {
    const { discovered: layer } = draftLayersOf({ curated: [], discovered: [] });
    const walked = new WalkedLayer();
    for (let deed = 0; deed < 30; deed += 1) {
      const name = names[random(names.length)] ?? "a";
      const entry = { name, deed };
      const index = random(walked.elements.length + 1);
      for (const each of [layer, walked]) {
        if (deed % 4 === 0) each.push(entry);
        else if (deed % 4 === 1) each.insert(entry, index);
        else if (deed % 4 === 2) each.replace(name, entry);
      }
      if (deed % 7 === 6) for (const each of [layer, walked]) each.remove(name);
      expect(names.map((each) => layer.allOf(each))).toEqual(names.map((each) => walked.allOf(each)));
    }
    expect(layer.elements).toEqual(walked.elements);
    expect(names.map((each) => layer.own(each))).toEqual(names.map((each) => walked.own(each)));
  }
});

test("an element that is renamed is found by its new name only, where it stood", () => {
  const { curated } = draftLayersOf({ curated: [{ name: "a" }, { name: "b" }], discovered: [] });
  curated.replace("a", { name: "c" });
  expect(curated.allOf("a")).toEqual([]);
  expect(curated.allOf("c")).toEqual([{ index: 0, entry: { name: "c" } }]);
});

test("elements without a name stay where they are while others come and go", () => {
  const { curated } = draftLayersOf({ curated: ["odd", { name: "a" }, null], discovered: [] });
  curated.remove("a");
  curated.insert({ name: "b" }, 1);
  expect(curated.elements).toEqual(["odd", { name: "b" }, null]);
});
