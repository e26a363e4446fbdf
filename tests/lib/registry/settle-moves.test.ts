import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { applyTrashEmptying, planTrashEmptying } from "#lib/registry/operations/trash-emptying.ts";
import { applyInterrupted, planInterrupted } from "#lib/registry/operations/undo-interrupted.ts";
import { toSettledWords } from "#lib/registry/settle-moves.ts";
import { killEverywhere, killedAt, place, standing } from "./kill-everywhere.ts";

test("a removal that is killed at any step is done or not done", async () => {
  expect(await killEverywhere("remove")).toEqual(new Set(["a,b", ""]));
}, 120_000);

test("what was interrupted is named, and is taken back by itself", async () => {
  const prepared = await place();
  const { dir, root } = prepared;
  let plan = await planInterrupted(dir, "last");
  for (let count = 4; (plan?.files.length ?? 0) === 0; count += 1) {
    expect(await killedAt(count, "remove", prepared)).toBe(true);
    plan = await planInterrupted(dir, "last");
  }
  if (plan === undefined) throw new Error("nothing was interrupted");
  expect(await planInterrupted(dir, "interrupted")).toEqual(plan);
  expect(await planInterrupted(dir, "20261121-000000")).toBeUndefined();
  const findings = await doctorRegistry(await loadRegistry(dir), { roots: [root], quick: true });
  expect(findings.find(({ check }) => check === "interrupted-change")).toMatchObject({
    items: [{ name: "remove" }],
    mend: { command: "undo", input: { run: "interrupted" } },
  });
  // What it moved away is not trash yet.
  expect(await planTrashEmptying({}, { dir, roots: [root] })).toMatchObject({
    blocked: [{ why: expect.stringContaining("may put it back") }],
  });
  await expect(applyTrashEmptying({}, { dir, roots: [root] }, undefined)).rejects.toMatchObject({
    code: "blocked",
  });
  await expect(applyInterrupted(dir, plan, "another")).rejects.toMatchObject({ code: "stale-plan" });
  const [settled] = await applyInterrupted(dir, plan, plan.id);
  expect(settled && toSettledWords(settled)).toMatch(
    /^The remove of .* is taken back: 1 path was put back\.$/,
  );
  expect(await standing(prepared)).toEqual(["a", "b"]);
  expect(await planInterrupted(dir, "last")).toBeUndefined();
  // What mends an interrupted change never takes back another one.
  await expect(planInterrupted(dir, "interrupted")).rejects.toMatchObject({ code: "not-found" });
}, 60_000);
