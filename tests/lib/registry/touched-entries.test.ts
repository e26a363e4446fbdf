import { expect, test } from "vitest";
import { rehearseChange } from "#lib/registry/change-registry.ts";
import { changesOf, planOf } from "#lib/registry/plan-of.ts";
import type { RawEntry } from "#lib/registry/raw-entry.ts";
import { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const values = [
  undefined,
  null,
  1,
  "None",
  [1],
  {},
  { deep: { a: 1 } },
  { registry_layer: "curated", a: null },
];
const fields = ["metadata", "served_model_id", "quantization", "download_path", "backend_config", "toString"];

/** The same numbers each time. */
function makeRandom(seed: number) {
  let state = seed;
  return <Value>(choices: readonly Value[]): Value => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return choices[Math.floor((state / 2_147_483_648) * choices.length)] as Value;
  };
}

test("a plan of what was set tells every field in which an entry differs, and no other", () => {
  const pick = makeRandom(11);
  const entry = (): RawEntry =>
    Object.fromEntries([
      ["name", "a"],
      ...fields.flatMap((field) => {
        const value = pick(values);
        return value === undefined ? [] : [[field, structuredClone(value)]];
      }),
    ]);
  const patch = (): RawEntry => ({ [pick(fields)]: pick(values), [pick(fields)]: pick(values) });
  let changed = 0;
  for (let round = 0; round < 3_000; round += 1) {
    const layers = {
      curated: pick([[], [entry()], [entry(), entry()]]),
      discovered: pick([[entry()], [entry(), entry()]]),
    };
    const draft = new RegistryDraft({ layers, isLegacy: false });
    const before = draft.get("a") ?? {};
    for (let deeds = pick([1, 1, 1, 2]); deeds > 0; deeds -= 1) {
      draft.setFields("a", patch(), { found: pick([true, false]) });
    }
    const told = planOf({ command: "test", state: "", draft }).changed.flatMap(({ changes }) => changes);
    const inOrder = (changes: typeof told) => changes.map((each) => JSON.stringify(each)).sort();
    expect(inOrder(told)).toEqual(inOrder(changesOf(before, draft.get("a") ?? {})));
    changed += told.length;
  }
  expect(changed).toBeGreaterThan(1_000);
});

test("of two entries with one name, the other is told when the one is called otherwise", () => {
  const twins = [entryNamed("a", { family: "one" }), entryNamed("a", { family: "two" })];
  const draft = new RegistryDraft({ layers: { curated: twins, discovered: [] }, isLegacy: false });
  draft.setFields("a", { name: "b" });
  expect(planOf({ command: "test", state: "", draft }).changed).toMatchObject([
    { changes: [{ field: "family", before: "two", after: "one" }] },
  ]);
});

test("when a plan is made nothing is waited for any more, as the collector would come then", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")] });
  const happened: string[] = [];
  await rehearseChange(dir, (draft) => {
    setImmediate(() => happened.push("a turn"));
    draft.setFields("a", { family: "f" });
  });
  expect(happened).toEqual([]);
});
