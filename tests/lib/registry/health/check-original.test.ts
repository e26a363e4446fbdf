import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

type Layers = Parameters<typeof registryFolder>[0];

async function refusedIn(layers: Layers) {
  const dir = await registryFolder(layers);
  const findings = await doctorRegistry(await loadRegistry(dir), { roots: [], quick: true });
  return findings.filter(({ check }) => check === "original-refuses").flatMap(({ items }) => items);
}

test.each([
  [{ backend_config: { port: null } }, "backend_config.port is null"],
  [{ backend_config: { port: "80.5" } }, "backend_config.port is a text"],
  [{ backend_config: { extra_args: 7 } }, "backend_config.extra_args is 7"],
  [{ backend_config: null, metadata: null }, "backend_config is null, metadata is null"],
  [{ artifacts: { files: null } }, "artifacts.files is null"],
  [{ version_lock: true }, "version_lock is true"],
  [
    { performance: { rolling_samples: null, last_sample: "x" } },
    /rolling_samples is null, .*last_sample is a text/,
  ],
  [{ probes: { vision: [1] } }, "probes.vision is a list"],
  [{ roles: null }, "roles is null"],
  [{ model_aliases: 3 }, "model_aliases is 3"],
  [{ role_priority: "chat" }, "role_priority is a text"],
  [{ generation_defaults: 5 }, "generation_defaults is 5"],
])("%j makes the original refuse the whole registry, and that is told", async (odd, detail) => {
  const items = await refusedIn({ discovered: [entryNamed("a", odd), entryNamed("b")] });
  const said = typeof detail === "string" ? detail : expect.stringMatching(detail);
  expect(items).toEqual([{ name: "a", detail: said }]);
});

test("what the original reads all the same is not told, however odd it is", async () => {
  const odd = {
    ...{ display_name: null, served_model_id: null, license: 1, family: ["x"], capabilities: null },
    backend_config: { port: " 8000 ", extra_args: null, model_path: null },
    ...{ roles: "chat", metadata: [], download_files: null, role_priority: 0, backend_alternatives: false },
    ...{ performance: { last_sample: null }, probes: { vision: 0 }, version_lock: { locked: "no" } },
  };
  expect(await refusedIn({ discovered: [entryNamed("a", odd)] })).toEqual([]);
});

test("a null in the curated layer leaves what is below, for the original as well", async () => {
  const [above, below] = [entryNamed("a", { metadata: null }), entryNamed("a", { metadata: {} })];
  expect(await refusedIn({ curated: [above], discovered: [below] })).toEqual([]);
  expect(await refusedIn({ curated: [above] })).toMatchObject([{ name: "a" }]);
});

test("a number that JavaScript cannot hold is a number, told as it stands", async () => {
  const dir = await registryFolder({});
  const text = '[{"name":"a","backend":"x","roles":1e999,"backend_config":{"port":12345678901234567890}}]';
  await writeFile(join(dir, "model_registry.discovered.json"), text);
  const findings = await doctorRegistry(await loadRegistry(dir), { roots: [], quick: true });
  expect(findings.find(({ check }) => check === "original-refuses")?.items).toEqual([
    { name: "a", detail: "roles is 1e999" },
  ]);
});
