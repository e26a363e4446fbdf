import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeCachedRepo } from "#tests/support/make-hub-cache.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, planTold, readLayer } from "./modeldeck.ts";

const gguf = makeGgufModel({ fileType: 15, types: [12, 12] });
const weights = makeSafetensors([["a", "BF16", [4, 4]]]);
const config = JSON.stringify({ model_type: "llama", torch_dtype: "bfloat16" });
const [one, two] = ["1".repeat(40), "2".repeat(40)];

test("LM Studio's models are taken in where they lie, and nothing of them is copied", async () => {
  const { run, folder, registry } = await makePlace();
  const models = await makeFolder(join(folder, ".lmstudio", "models"), {
    "bart/Tiny-GGUF/Tiny-Q4_K_M.gguf": gguf,
    "mlx/Small-MLX/model.safetensors": weights,
    "mlx/Small-MLX/config.json": config,
  });
  const said = await run("import-lmstudio");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(planTold(said)).toMatchObject({ plan: { added: { length: 2 }, files: [] } });
  expect((await run("import-lmstudio", "--apply")).stdout).toContain("✅ Imported 2 repositories");
  const entries = await readLayer(registry);
  expect(entries.find(({ name }) => name === "tiny_(Q4_K_M)")).toMatchObject({
    backend: "lmstudio",
    backend_config: { port: 1234 },
    download_path: join(models, "bart", "Tiny-GGUF"),
    source: { huggingface_id: "bart/Tiny-GGUF" },
  });
  expect((await run("import-lmstudio", "--apply")).stdout).toContain("2 known already");
});

test("without LM Studio the places are named that were looked at", async () => {
  const { run, folder } = await makePlace();
  const said = await run("import-lmstudio");
  expect(said).toMatchObject({ code: 1 });
  expect(said.stderr).toContain(join(folder, ".lmstudio", "models"));
});

test("single models can be left out of an import", async () => {
  const { run, folder, registry } = await makePlace();
  await makeFolder(join(folder, ".lmstudio", "models"), {
    "a/One-GGUF/one-Q4_K_M.gguf": gguf,
    "b/Two-GGUF/two-Q4_K_M.gguf": gguf,
  });
  const said = await run("import-lmstudio", "--except=one_(Q4_K_M)", "--apply");
  expect(said.stdout).toContain("✅ Imported 1 repositories");
  expect((await readLayer(registry)).map(({ name }) => name)).toEqual(["two_(Q4_K_M)"]);
  expect((await run("import-lmstudio", "--except=three")).code).toBe(2);
});

async function cachedPlace() {
  const place = await makePlace();
  const cache = join(place.folder, ".cache", "huggingface", "hub");
  const files = { "config.json": config, "model.safetensors": weights };
  const repo = await makeCachedRepo(cache, "own/Tiny", { [one]: { refs: ["main"], files } });
  return { ...place, cache, repo, files };
}

test("a repository of the cache is its snapshot, with commit and hashes that nobody had to work out", async () => {
  const { run, registry, repo } = await cachedPlace();
  expect((await run("import-hf-cache", "--apply")).code).toBe(0);
  const snapshot = join(repo, "snapshots", one);
  expect(await readLayer(registry)).toMatchObject([
    {
      name: "tiny_(BF16)",
      download_path: snapshot,
      backend_config: { model_path: snapshot },
      source: { huggingface_id: "own/Tiny", revision: "main", commit: one },
      artifacts: { files: [{ path: "model.safetensors", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
      metadata: { branch: "main", commit: one },
    },
  ]);
  expect((await run("import-hf-cache", "--apply")).stdout).toContain("1 known already");
});

test("when main moves on its entry follows and keeps its name, and every revision comes when asked", async () => {
  const { run, registry, cache, repo, files } = await cachedPlace();
  await run("import-hf-cache", "--apply");
  await makeCachedRepo(cache, "own/Tiny", { [two]: { refs: ["main"], files } });
  await writeFile(join(repo, "refs", "old"), one);
  await run("import-hf-cache", "--apply");
  expect(await readLayer(registry)).toMatchObject([
    { name: "tiny_(BF16)", download_path: join(repo, "snapshots", two), metadata: { commit: two } },
  ]);
  await run("import-hf-cache", "--all-revisions", "--apply");
  expect(await readLayer(registry)).toMatchObject([{}, { metadata: { branch: "old", commit: one } }]);
});

test("what takes space in the cache for nothing is told, and a cache that is not there is said", async () => {
  const { json, run, repo } = await cachedPlace();
  await writeFile(join(repo, "blobs", `${"b".repeat(64)}.incomplete`), "half");
  expect(await json("import-hf-cache")).toMatchObject({
    warnings: [`${repo}: 1 download that did not end (4 B).`],
  });
  const said = await run("import-hf-cache", "--cache=/not/there");
  expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining("no cache of Hugging Face") });
});

test("what lies outside the roots is sound: verified to the byte, and nothing a doctor would complain of", async () => {
  const { run, folder } = await cachedPlace();
  await makeFolder(join(folder, ".lmstudio", "models"), { "bart/Tiny-GGUF/Tiny-Q4_K_M.gguf": gguf });
  await run("import-hf-cache", "--apply");
  await run("import-lmstudio", "--apply");
  expect(await run("verify", "--full")).toMatchObject({ code: 0, stderr: "" });
  const { stdout, code } = await run("doctor");
  expect({ stdout, code }).toMatchObject({ code: 0 });
});
