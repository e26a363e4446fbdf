import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { changeRegistry, rehearseChange } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyMaintenance, type Maintaining, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const fixture = fileURLToPath(new URL("../../fixtures/writes-beside.mjs", import.meta.url));
const writeBeside = (dir: string, name: string) =>
  expect(spawnSync(process.execPath, [fixture, dir, name]).status).toBe(0);

const namesIn = async (dir: string) => (await loadRegistry(dir)).entries.map(({ name }) => name);
const maintaining: Maintaining = {
  command: "purge",
  operation: () => ({ findings: [{ name: "a", why: "asked", deed: "remove" }] }),
};

test("what another program writes between plan and deed makes the plan stale, and is kept", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a"), entryNamed("b")] });
  const plan = await planMaintenance(dir, maintaining);
  writeBeside(dir, "theirs");
  const applying = applyMaintenance(dir, maintaining, plan.id);
  await expect(applying).rejects.toMatchObject({ code: "stale-plan" });
  expect(await namesIn(dir)).toEqual(["a", "b", "theirs"]);
});

test("what another program writes in the middle of a change is never written over, and the refusal says so", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a"), entryNamed("b")] });
  const before = await readdir(dir);
  const change = changeRegistry(dir, { command: "set" }, (draft) => {
    writeBeside(dir, "theirs");
    draft.removeEntry("a");
  });
  await expect(change).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Another program has written the registry"),
  });
  expect(await namesIn(dir)).toEqual(["a", "b", "theirs"]);
  expect((await readdir(dir)).filter((name) => /\.bak\.json$|modeldeck-tmp$/.test(name))).toEqual([]);
  expect(before.length).toBeGreaterThan(0);
  await changeRegistry(dir, { command: "set" }, (draft) => draft.removeEntry("a"));
  expect(await namesIn(dir)).toEqual(["b", "theirs"]);
});

test("a rehearsal tells what another program has just written", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")] });
  writeBeside(dir, "theirs");
  const { draft } = await rehearseChange(dir, () => undefined);
  expect(draft.names).toEqual(["a", "theirs"]);
});
