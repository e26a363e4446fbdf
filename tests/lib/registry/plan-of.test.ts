import { expect, test } from "vitest";
import type { PlanWithoutId } from "#cli-bridge/protocol/plan.ts";
import { changesOf, planOf, withPlanId } from "#lib/registry/plan-of.ts";

const row = (index: number) => ({ name: `m-${index}`, layer: "discovered" as const, why: "gone" });
const removed = Array.from({ length: 200 }, (_, index) => ({ ...row(index), before: { at: index } }));
const plan: PlanWithoutId = {
  ...{ command: "test", state: "s", summary: "200 entries to remove." },
  ...{ added: [], changed: [], removed, files: [], bytesFreed: 0, bytesKept: 0 },
  ...{ warnings: ["one", "two"], blocked: [], backup: true },
};
const idOf = (more: Partial<PlanWithoutId> = {}) => withPlanId({ ...plan, ...more }).id;

test("a plan's id is another when anything in it is, in whatever row of however many", () => {
  const others = [
    ...[0, 63, 64, 127, 199].map((at) => ({
      removed: removed.with(at, { ...row(at), before: { at: -1 } }),
    })),
    { removed: removed.toSpliced(64, 1) },
    { removed: removed.toReversed() },
    {
      removed: removed.slice(0, 128),
      added: removed.slice(128).map((each) => ({ ...each, after: each.before })),
    },
    ...[{ warnings: ["onetwo"] }, { warnings: ["one"] }, { state: "t" }, { command: "other" }],
    ...[{ bytesFreed: 1 }, { backup: false }, { summary: "" }],
  ];
  const ids = [{}, ...others].map(idOf);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a plan of thousands is summed up in numbers that can be read", () => {
  const touched = Array.from({ length: 9_474 }, (_, index) => ({
    ...row(index),
    before: {},
    after: undefined,
  }));
  expect(planOf({ command: "test", state: "s", draft: { touched } }).summary).toBe(
    "9,474 entries to remove.",
  );
});

test("the same plan has the same id, as it was made or as it was told", () => {
  expect(idOf()).toBe(withPlanId(structuredClone(plan)).id);
  expect(idOf()).toBe(withPlanId(JSON.parse(JSON.stringify(plan))).id);
  expect(idOf()).toMatch(/^[0-9a-f]{24}$/);
});

test("of the metadata of an entry a plan tells the parts that differ, and all of it where it comes or goes", () => {
  const architecture = { layers: 32 };
  const before = { name: "m", metadata: { architecture, family: "a", note: null, "odd.key": 1 } };
  const after = {
    name: "m",
    metadata: { architecture: { ...architecture }, detection: ["x"], "odd.key": 2 },
  };
  expect(changesOf(before, after)).toEqual([
    { field: "metadata.family", before: "a", after: null },
    { field: "metadata.note", before: null, after: null },
    { field: "metadata.odd.key", before: 1, after: 2 },
    { field: "metadata.detection", before: null, after: ["x"] },
  ]);
  const { metadata } = after;
  for (const none of [{}, { metadata: null }]) {
    expect(changesOf(none, { metadata })).toEqual([{ field: "metadata", before: null, after: metadata }]);
    expect(changesOf({ metadata }, none)).toEqual([{ field: "metadata", before: metadata, after: null }]);
  }
});
