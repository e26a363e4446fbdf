import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { exportModels } from "#lib/registry/operations/export-models.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { type Operation, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { purgeHf } from "#lib/registry/operations/purge-hf.ts";
import { openRealPlaces } from "#lib/registry/operations/real-places.ts";
import { refreshArchitecture } from "#lib/registry/operations/refresh-architecture.ts";
import { scanRegistry } from "#lib/registry/operations/scan-registry.ts";
import { planRemoval } from "#lib/registry/remove-entry.ts";
import { makeDiskUse } from "#lib/server/disk-use.ts";
import { GgufWriter, makeGgufModel } from "#tests/support/make-gguf.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

/** This disk would answer for `//tmp/x` as for `/tmp/x`. */
async function place() {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const model = join(root, "owner", "m");
  await mkdir(model, { recursive: true });
  const keys = [new GgufWriter().number("llama.block_count", 32)];
  await writeFile(join(model, "m.gguf"), makeGgufModel({ fileType: 15, types: [12], keys }));
  const share = `/${model}`;
  const discovered = [
    entryNamed("shared", { download_path: share, download_files: ["m.gguf"] }),
    entryNamed("forgotten", { download_path: null, backend_config: { model_path: share } }),
  ];
  await writeFile(join(dir, "model_registry.discovered.json"), JSON.stringify(discovered));
  const planOf = (operation: Operation) => planMaintenance(dir, { command: "test", operation });
  return { dir, root, share, planOf };
}

describe.runIf(process.platform !== "win32")("a path of Windows with two slashes", () => {
  test("is no place that is looked for", async () => {
    const { dir, share } = await place();
    const { realOf, stampOf } = openRealPlaces();
    expect([await realOf(share), await stampOf(share)]).toEqual([undefined, undefined]);
    const registry = await loadRegistry(dir);
    const [shared] = await exportModels(registry.entries).then(({ models }) => models);
    expect(shared).toMatchObject({ name: "shared", files: [{ path: "m.gguf" }] });
    expect(shared?.files?.[0]?.bytes).toBeUndefined();
    expect(await makeDiskUse(async () => ({ registry }))()).toMatchObject({ files: 0 });
  });

  test("is the place of no model that is found here", async () => {
    const { root, planOf } = await place();
    const purged = await planOf(purgeHf({ folders: [root], backend: undefined }));
    expect(purged.removed).toEqual([]);
    expect(purged.warnings).toEqual([expect.stringContaining("shared stays")]);
    const wanted = { backend: "vllm", location: "linux_wsl", format: undefined };
    const scanning = { ...wanted, updateExisting: true, includeTesting: false };
    const scanned = await planOf(scanRegistry(await findModels([root]), scanning));
    expect(scanned).toMatchObject({ changed: [], added: [{}] });
    const metrics = { file: join(root, "none"), isNamed: false };
    const refreshed = await planOf(refreshArchitecture({ limit: undefined, metrics, picked: {} }));
    expect(refreshed).toMatchObject({ changed: [], warnings: [] });
  });

  test("is not looked at when its entry goes", async () => {
    const { dir, root } = await place();
    const forgotten = await planRemoval(dir, { name: "forgotten", deleteFiles: true }, { roots: [root] });
    expect(forgotten.warnings.join()).not.toContain("still lie");
    const { files } = await planRemoval(dir, { name: "shared" }, { roots: [root] });
    expect(files).toMatchObject([{ deed: "keep", why: expect.stringContaining("Nothing is there now") }]);
  });
});
