import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import { fillDisk, mountSmallDisk } from "#tests/support/small-disk.ts";
import { entryAt, makePlace, planTold, readLayer, resultTold } from "./modeldeck.ts";

const models = [
  { id: "llama3.1:8b-instruct-q4_K_M", weights: "shared" },
  { id: "llama3.1:latest", weights: "shared", projector: "eyes", adapter: "more" },
  {
    id: "hf.co/unsloth/Qwen3-4B-GGUF:Q8_0",
    config: { file_type: "Q8_0", capabilities: ["completion", "tools"] },
  },
];

async function storedPlace(more: Parameters<typeof makeOllamaStore>[1] = []) {
  const place = await makePlace();
  // Nobody listens there.
  place.env.OLLAMA_HOST = "127.0.0.1:9";
  const store = await makeOllamaStore(join(place.folder, ".ollama", "models"), [...models, ...more]);
  return { ...place, store };
}

const namesIn = async (registry: string) => (await readLayer(registry)).map(({ name }) => name).toSorted();

test("a rehearsal shows what would come from the store when no server answers, and writes nothing", async () => {
  const { run, registry, store } = await storedPlace();
  const said = await run("import-ollama");
  expect(said.code).toBe(0);
  expect(said.stderr).toContain(`Reading its store instead: ${store}`);
  expect(said.stdout).toContain("DRY RUN: would import qwen3_4b_(Q8_0) -> variant_family=");
  expect(said.stdout).toContain("Imported 3 Ollama model(s) (dry run).");
  expect(planTold(said)).toMatchObject({ plan: { added: { length: 3 }, files: [] } });
  await expect(readLayer(registry)).rejects.toThrow("ENOENT");
});

test("models of one name are told apart by what differs, as simple names are, which then change nothing", async () => {
  const same = ["a/own:7b", "b/own:7b", "c/own:7b", "own:7b"].map((id) => ({ id, weights: id }));
  const { run, registry } = await storedPlace(same);
  await run("import-ollama", "--apply");
  const named = (await namesIn(registry)).filter((name) => String(name).startsWith("own"));
  expect(named).toEqual(["own_7b_(Q4_K_M)", ...["b", "c", "own"].map((word) => `own_7b_(Q4_K_M)__${word}`)]);
  const slugs = await run("apply-simple-slugs", "--rename-slugs");
  expect(planTold(slugs)).toMatchObject({ plan: { added: [], changed: [], removed: [] } });
});

test("an import refers to the blobs, knows projectors and adapters, and changes nothing the second time", async () => {
  const { run, registry, store } = await storedPlace();
  const said = await run("import-ollama", "--apply");
  expect(resultTold(said)).toMatchObject({ result: { summary: "Imported 3 Ollama models." } });
  const entries = await readLayer(registry);
  expect(entries.find((each) => each.served_model_id === "llama3.1:latest")).toMatchObject({
    backend: "ollama",
    source_provider: "ollama",
    download_path: "ollama://llama3.1:latest",
    backend_config: { port: 11434, extra_args: ["--num-ctx", "4096"] },
    capabilities: { vision: true },
    metadata: {
      ollama_weights: expect.stringContaining(join(store, "blobs", "sha256-")),
      ollama_projectors: [expect.stringContaining("sha256-")],
      ollama_adapters: [expect.stringContaining("sha256-")],
    },
  });
  const qwen = entries.find((each) => String(each.served_model_id).startsWith("hf.co"));
  expect(qwen?.capabilities).toMatchObject({ text: true, tools: true, vision: false });
  const before = await readLayer(registry);
  expect((await run("import-ollama", "--apply")).stdout).toContain("Every model is known already");
  expect(await readLayer(registry)).toEqual(before);
});

test("the server and the store give the same names, and the server's word on abilities is taken", async () => {
  const { run, registry } = await storedPlace();
  await run("import-ollama", "--from=store", "--apply");
  const names = await namesIn(registry);
  const { url } = await startTestOllama({
    models: [
      { name: "llama3.1:latest", capabilities: ["completion", "vision"], contextLength: 131_072 },
      { name: "llama3.1:8b-instruct-q4_K_M", capabilities: ["embedding"], contextLength: 2048 },
      { name: "hf.co/unsloth/Qwen3-4B-GGUF:Q8_0", quantization: "Q8_0" },
    ],
  });
  const said = await run("import-ollama", `--host=${url}`, "--apply");
  expect(said.stderr).toBe("");
  expect(resultTold(said)).toMatchObject({ result: { summary: "Imported 0 Ollama models, 3 refreshed." } });
  expect(await namesIn(registry)).toEqual(names);
  const seen = (await readLayer(registry)).find((each) => each.served_model_id === "llama3.1:latest");
  expect(seen?.capabilities).toMatchObject({ text: true, vision: true, tools: false });
});

test("a model that runs elsewhere takes no space here and says where it runs", async () => {
  const { run, registry, env } = await makePlace();
  const remote = { name: "big:cloud", remoteHost: "https://ollama.com", capabilities: ["completion"] };
  env.OLLAMA_HOST = (await startTestOllama({ models: [remote] })).url;
  expect((await run("import-ollama", "--apply")).code).toBe(0);
  expect(await readLayer(registry)).toMatchObject([
    { download_size_bytes: null, metadata: { ollama_remote_host: "https://ollama.com" } },
  ]);
});

test("models whose blobs are missing, short or damaged are left out and named, and unfinished downloads told", async () => {
  const { json, store } = await storedPlace([
    { id: "gone:1b", weights: "a", fault: "missing" },
    { id: "short:1b", weights: "bb", fault: "short" },
    { id: "lie:1b", weights: makeGgufModel({ fileType: 15, types: [12, 12] }).subarray(0, -40) },
    { id: "page:1b", weights: Buffer.from("<html>Try again later</html>") },
  ]);
  await writeFile(join(store, "blobs", `sha256-${"e".repeat(64)}-partial`), "half");
  const plan = (await json("import-ollama", "--from=store")) as Plan;
  expect(plan.added).toHaveLength(3);
  expect(plan.warnings).toEqual([
    expect.stringMatching(/^gone:1b is left out: the blob sha256:\w+ is not there\.$/),
    expect.stringMatching(/^lie:1b is left out: its weights are damaged: [^.]+\.$/),
    expect.stringMatching(/^page:1b is left out: its weights are damaged: .* does not begin with GGUF\.$/),
    expect.stringMatching(/^short:1b is left out: the blob sha256:\w+ has \d+ bytes instead of \d+\.$/),
    expect.stringMatching(/^1 download of Ollama has not ended/),
  ]);
});

test("what a server tells is looked into where its store is here, and elsewhere the plan says that nobody did", async () => {
  const lie = { id: "lie:1b", weights: makeGgufModel({ fileType: 15, types: [12, 12] }).subarray(0, -40) };
  const { json, run, store, env, folder } = await storedPlace([lie, { id: "gone:1b", fault: "missing" }]);
  const kept = (await readOllamaStore(store)).models.map(({ id: name, digest = "" }) => ({ name, digest }));
  const cloud = { name: "big:cloud", remoteHost: "https://ollama.com" };
  const { url } = await startTestOllama({ models: [...kept, { name: "new:1b" }, cloud] });
  env.OLLAMA_HOST = url;
  const planned = async (...words: string[]) => (await json("import-ollama", ...words)) as Plan;
  const plan = await planned();
  expect(plan.added).toHaveLength(models.length + 2);
  expect(plan.warnings).toEqual([
    expect.stringMatching(/^gone:1b is left out: the blob sha256:\w+ is not there\.$/),
    expect.stringMatching(/^lie:1b is left out: its weights are damaged: [^.]+\.$/),
    `Nobody looked into the weights of 1 model: they are not in ${store}.`,
  ]);
  expect((await run("import-ollama", "--apply")).stdout).toContain("✅ Imported 5 Ollama model(s).");

  const elsewhere = join(folder, "elsewhere");
  env.OLLAMA_MODELS = elsewhere;
  await rename(store, elsewhere);
  await rm(join(elsewhere, "manifests"), { recursive: true });
  expect((await planned()).warnings).toEqual([
    "Nobody looked into the weights of 6 models: the server's store was not found.",
  ]);
});

test("a model with the name of a test is left out with a word, and never called known", async () => {
  const { run, json } = await storedPlace([{ id: "hf.co/u/r:Q4_K_M" }]);
  const plan = (await json("import-ollama", "--from=store")) as Plan;
  expect(plan.warnings).toEqual([
    "hf.co/u/r:Q4_K_M gets no entry: its name is that of a test or demo. --include-testing takes it in.",
  ]);
  const said = await run("import-ollama", "--from=store", "--apply");
  expect(said.stdout).toContain("✅ Imported 3 Ollama model(s).  |  ⚠️ 1 left out as a test or demo");
  const again = await run("import-ollama", "--from=store", "--apply");
  expect(again.stdout).toContain("🛈 3 models known already, 1 left out as a test or demo");
  const last = await run("import-ollama", "--from=store", "--include-testing", "--apply");
  expect(last.stdout).toContain("✅ Imported 1 Ollama model(s).\n");
});

test("a registry without room says so, is left without remains, and takes the models in once there is some", async (context) => {
  const disk = await mountSmallDisk(context, 1);
  const { run } = await storedPlace();
  const registry = join(disk, "registry");
  await mkdir(registry);
  const ballast = await fillDisk(disk);
  const words = ["import-ollama", "--from=store", "--apply", `--registry-dir=${registry}`];
  const said = await run(...words);
  expect(said.code).toBe(1);
  expect(said.stderr).toContain(`Nothing could be saved in ${registry}: ENOSPC`);
  expect(said.stderr).toContain("Free some space there and try again.");
  expect(await readdir(registry)).toEqual([]);
  await rm(ballast);
  expect((await run(...words)).stdout).toContain("✅ Imported 3 Ollama model(s).");
});

test("ids that differ in case alone get names of their own, and that is told", async () => {
  const { json } = await storedPlace([{ id: "Own/Tiny:1b" }, { id: "own/tiny:1b" }]);
  const plan = (await json("import-ollama", "--from=store")) as Plan;
  expect(new Set(plan.added.map(({ name }) => name)).size).toBe(5);
  expect(plan.warnings).toContain("Own/Tiny:1b and own/tiny:1b differ only in case.");
});

test("placeholders of older imports are deprecated for good", async () => {
  const { run, registry } = await storedPlace();
  const old = entryAt("model-ollama-gguf-7", null, { backend: "ollama" });
  await writeFile(join(registry, "model_registry.discovered.json"), JSON.stringify([old]));
  await run("import-ollama", "--from=store", "--deprecate-placeholders", "--apply");
  await run("normalize-formats", "--apply");
  await run("import-ollama", "--from=store", "--apply");
  const entry = (await readLayer(registry)).find(({ name }) => name === old.name);
  expect(entry?.deprecated).toBe(true);
});

test("starting afresh drops what earlier imports made, and an undo brings it back", async () => {
  const { run, registry, store } = await storedPlace();
  await run("import-ollama", "--from=store", "--apply");
  await run("set-roles", "llama3.1_(Q4_K_M)", "--roles=chat", "--apply");
  const before = await readLayer(registry);
  await rm(join(store, "manifests", "hf.co"), { recursive: true });
  await run("import-ollama", "--from=store", "--purge-existing", "--apply");
  expect(await readLayer(registry)).toHaveLength(2);
  expect((await run("undo", "last", "--apply")).code).toBe(0);
  expect(await readLayer(registry)).toEqual(before);
});

test("with neither a server nor a store the address is named, and the way on", async () => {
  const { run, env } = await makePlace();
  env.OLLAMA_HOST = "127.0.0.1:9";
  const said = await run("import-ollama");
  expect(said).toMatchObject({ code: 1 });
  expect(said.stderr).toContain("Error listing Ollama models: http://127.0.0.1:9 does not answer");
  const none = await run("import-ollama", "--store=/not/there");
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining("is no store of Ollama") });
});
