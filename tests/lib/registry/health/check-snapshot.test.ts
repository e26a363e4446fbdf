import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkSnapshot } from "#lib/registry/health/check-snapshot.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

async function findingsOf(layer: string, snapshot: string): Promise<string[]> {
  const dir = await temporaryFolder();
  await writeFile(join(dir, "model_registry.discovered.json"), layer);
  await writeFile(join(dir, "model_registry.json"), snapshot);
  const findings = await checkSnapshot(await loadRegistry(dir));
  return findings.map(({ check }) => check);
}

const told = (more: string) => `[{"name": "a", ${more}}]`;

it.each([
  ["the same letters", '"x": 1', '"x": 1'],
  ["the mark of a layer", '"x": 1', '"x": 1, "registry_layer": "discovered"'],
  ["another order and another spelling", '"x": 1, "y": [1.0]', '"y": [1e0], "x": 1'],
  ["numbers that JavaScript would round", '"x": 12345678901234567890', '"x":  12345678901234567890'],
  ["a power of ten as Python writes it", '"x": 1.2345678901234567e-05', '"x":  1.2345678901234567e-05'],
  ["what the original calls None", '"served_model_id": null', '"served_model_id": "None"'],
])("%s: the snapshot tells what the layers do", async (_, layer, snapshot) => {
  expect(await findingsOf(told(layer), told(snapshot))).toEqual([]);
});

it("an entry that the snapshot tells twice is named once", async () => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, "model_registry.discovered.json"), told('"x": 1'));
  await writeFile(join(dir, "model_registry.json"), '[{"name": "a", "x": 2}, {"name": "a", "x": 3}]');
  const findings = await checkSnapshot(await loadRegistry(dir));
  expect(findings.flatMap(({ items }) => items)).toEqual([{ name: "a" }]);
});

it.each([
  ["another value", '"x": 1', '"x": 2'],
  ["another kind of value", '"x": 1', '"x": "1"'],
  ["a field less", '"x": 1, "y": null', '"x": 1'],
  ["a field by a name that every object has", '"x": 1', '"toString": 1'],
  ["a longer list", '"x": [1]', '"x": [1, 2]'],
  ["another odd number", '"x": 12345678901234567890', '"x": 12345678901234967890'],
])("%s: the snapshot is stale", async (_, layer, snapshot) => {
  expect(await findingsOf(told(layer), told(snapshot))).toEqual(["stale-snapshot"]);
});
