import { expect, test } from "vitest";
import { joinPlanParts, toPlanParts } from "#cli-bridge/derive/plan-parts.ts";
import { type Plan, planPart, toldPlan } from "#cli-bridge/protocol/plan.ts";

const plan = (more: Partial<Plan> = {}): Plan => ({
  ...{ id: "p", command: "purge-hf", state: "s", summary: "Many leave.", backup: true },
  ...{ added: [], changed: [], removed: [], files: [], warnings: [], blocked: [] },
  ...{ bytesFreed: 5, bytesKept: 0 },
  ...more,
});

const many = (count: number) => Array.from({ length: count }, (_, at) => `m-${at}`);

test("a small plan is told in one piece, without the entries themselves", () => {
  const row = { name: "m", layer: "discovered", why: "found" } as const;
  const after = { name: "m", download_size_bytes: 7, notes: "long" };
  const small = plan({ added: [{ ...row, after }], removed: [{ ...row, before: after }] });
  expect(toPlanParts(small)).toEqual({
    parts: [],
    plan: { ...small, added: [{ ...row, bytes: 7 }], removed: [row] },
  });
});

test("a plan of any size is told in parts that an event can hold, and joined to the same plan", () => {
  const changes = [{ field: "notes", before: null, after: "x".repeat(500) }];
  const large = plan({
    removed: many(5_000).map((name) => ({ name, layer: "curated", why: "x".repeat(100) })),
    changed: many(1_000).map((name) => ({ name, layer: "discovered", why: "anew", changes })),
    files: many(5_000).map((path) => ({ path, deed: "trash", bytes: 1, why: "y".repeat(100) })),
    spared: many(3_000).map((name) => ({ name, why: "locked" })),
    warnings: many(2_000),
    blocked: many(10).map((what) => ({ what, why: "locked", item: what })),
  });
  const { parts, plan: told } = toPlanParts(large);
  expect(parts.length).toBeGreaterThan(10);
  expect(told).toMatchObject({ parts: parts.length, removed: [], files: [], id: "p" });
  for (const part of [...parts, told]) expect(JSON.stringify(part).length).toBeLessThan(128 * 1024);
  const heard = JSON.parse(JSON.stringify({ parts, told }));
  const joined = joinPlanParts(planPart.array().parse(heard.parts), toldPlan.parse(heard.told));
  expect(joined).toEqual(large);
});

test("a plan of models at a server is told in parts too", () => {
  const models = many(3_000).map((model) => ({
    ...{ model, server: "http://127.0.0.1:11434", deed: "erase" as const, why: "z".repeat(60) },
  }));
  const { parts, plan: told } = toPlanParts(plan({ models }));
  expect(parts.length).toBeGreaterThan(1);
  expect(joinPlanParts(parts, told)?.models).toEqual(models);
});

test("a plan of which a part is missing is none", () => {
  const { parts, plan: told } = toPlanParts(plan({ warnings: many(50_000) }));
  expect(parts.length).toBeGreaterThan(1);
  expect(joinPlanParts(parts.slice(1), told)).toBeUndefined();
  expect(joinPlanParts([], told)).toBeUndefined();
});
