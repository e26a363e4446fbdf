import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type HubOptions, type HubRepo, startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeVocabularyHeader } from "#tests/support/make-repositories.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, planTold, readLayer, resultTold, runProgram } from "./modeldeck.ts";

const tiny: HubRepo = {
  name: "acme/Tiny",
  license: "mit",
  pipelineTag: "text-generation",
  library: "transformers",
  files: [
    { path: "model.safetensors", content: makeSafetensors([["a", "BF16", [64, 64]]]) },
    { path: "config.json", content: '{"model_type":"llama","torch_dtype":"bfloat16"}' },
    { path: "tokenizer.json", content: "{}" },
    { path: "README.md", content: "# Tiny" },
  ],
};
const quants: HubRepo = {
  name: "acme/Tiny-GGUF",
  files: [
    { path: "tiny-Q4_K_M.gguf", content: makeGgufModel({ fileType: 15, types: [12] }) },
    { path: "tiny-Q8_0.gguf", content: makeGgufModel({ fileType: 7, types: [8] }) },
  ],
};

async function placeWithHub(repos: HubRepo[], options: Partial<HubOptions> = {}) {
  const hub = await startTestHub({ repos, ...options });
  onTestFinished(() => hub.close());
  const place = await makePlace();
  const env = { ...place.env, HF_ENDPOINT: hub.url };
  const run = (...words: string[]) => runProgram(words, env);
  return { ...place, hub, env, run };
}

test("a model comes whole, is verified and entered, and its entry says where it is from", async () => {
  const { run, root, registry, hub } = await placeWithHub([tiny]);
  const said = await run("download", "acme/Tiny");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toContain("✅ Successfully downloaded: tiny_(BF16)");
  const folder = join(root, "acme", "Tiny");
  expect((await readdir(folder)).sort()).toEqual([
    "README.md",
    "config.json",
    "model.safetensors",
    "tokenizer.json",
  ]);
  const [entry] = await readLayer(registry);
  expect(entry).toMatchObject({
    name: "tiny_(BF16)",
    backend: "vllm",
    license: "mit",
    download_path: folder,
    source: { huggingface_id: "acme/Tiny", revision: "main", commit: hub.commit("acme/Tiny") },
    artifacts: {
      files: expect.arrayContaining([
        { path: "model.safetensors", sha256: await hub.sha256("acme/Tiny", "model.safetensors") },
      ]),
    },
  });
  const phases = said.told.flatMap((told) => (told.type === "progress" ? told.progress.phase : []));
  expect(phases[0]).toBe("resolving");
  expect(phases).toContain("registering");
  expect(resultTold(said)).toMatchObject({
    result: { undo: { command: "undo" }, report: { names: ["tiny_(BF16)"] } },
  });
  expect(await run("verify", "--full")).toMatchObject({ code: 0 });
});

test("a rehearsal tells of every file and of the entry, and fetches no weight", async () => {
  const { run, root, registry, hub } = await placeWithHub([tiny]);
  const said = await run("download", "acme/Tiny", "--dry-run");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(planTold(said)).toMatchObject({
    plan: { files: { length: 4 }, added: [{ name: "tiny_(BF16)" }], blocked: [] },
  });
  expect(said.stdout).toContain(join(root, "acme", "Tiny", "model.safetensors"));
  expect(await readdir(root)).toEqual([]);
  expect(await readdir(registry)).toEqual([]);
  expect(hub.requests.filter(({ path }) => path.includes("model.safetensors"))).toEqual([]);
});

test("weights that are damaged at the hub are told before they come, and of the others whether they fit", async () => {
  const files = [
    { path: "tiny-Q4_K_M.gguf", head: makeVocabularyHeader(2000), bytes: 20_000_000 },
    { path: "tiny-Q8_0.gguf", head: Buffer.from("GARBAGE!"), bytes: 20_000_000 },
  ];
  const { run, root } = await placeWithHub([{ name: "acme/half", files }]);
  const rehearsed = await run("download", "acme/half", "--dry-run");
  expect(rehearsed.stdout).toMatch(/blocked: acme\/half: "tiny-Q8_0.gguf" is not a valid GGUF file/);
  const refused = await run("download", "acme/half");
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("Take others with --weights") });
  expect(await readdir(root)).toEqual([]);
  const other = await run("download", "acme/half:Q4_K_M", "--dry-run");
  expect(other).toMatchObject({ code: 0, stderr: "" });
  expect(other.stdout).toMatch(/needs [\d.]+ GB of [\d.]+ [GT]B free/);
  expect(other.stdout).not.toContain("blocked");
});

test("the same once more fetches nothing, and changes nothing but when it was last seen", async () => {
  const { run, registry, hub } = await placeWithHub([tiny]);
  await run("download", "acme/Tiny");
  const sent = hub.requests.filter(({ path }) => path.includes("/resolve/")).length;
  const said = await run("download", "acme/Tiny");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  const weights = hub.requests.slice(sent).filter(({ path }) => path.includes("model.safetensors"));
  expect(weights.length).toBeLessThan(3);
  expect(await readLayer(registry)).toHaveLength(1);
});

test("one quantisation, then another: two entries of one folder", async () => {
  const { run, root, registry } = await placeWithHub([quants]);
  expect(await run("download", "acme/Tiny-GGUF:Q4_K_M")).toMatchObject({ code: 0 });
  expect(await run("download", "acme/Tiny-GGUF", "--weights=q8_0")).toMatchObject({ code: 0 });
  const entries = await readLayer(registry);
  expect(Object.fromEntries(entries.map(({ name, download_path }) => [name, download_path]))).toEqual({
    "tiny_(Q4_K_M)": join(root, "acme/Tiny-GGUF/tiny-Q4_K_M.gguf"),
    "tiny_(Q8_0)": join(root, "acme/Tiny-GGUF/tiny-Q8_0.gguf"),
  });
});

test.each([
  [["acme/Nothing"], 1, "acme/Nothing"],
  [["acme/Tiny-GGUF", "--weights=Q5_0"], 2, 'No weight file of acme/Tiny-GGUF fits "Q5_0"'],
  [["acme/Tiny-GGUF@gone"], 1, "gone"],
  [["acme/Tiny-GGUF", "--location=custom"], 2, '"custom" is no location'],
  [["https://example.com/acme/Tiny"], 2, "example.com"],
  [["acme/words"], 1, "No model weight files were detected"],
])("%j is refused in words", async (words, code, sentence) => {
  const { run, root } = await placeWithHub([
    quants,
    { name: "acme/words", files: [{ path: "README.md", content: "x" }] },
  ]);
  const said = await run("download", ...words);
  expect(said.stderr).toContain(sentence);
  expect(said.stderr).toContain("hint:");
  expect(said.code).toBe(code);
  expect(await readdir(root)).toEqual([]);
});

test("code is not taken without an explicit yes", async () => {
  const coded: HubRepo = {
    name: "acme/old",
    files: [
      { path: "pytorch_model.bin", bytes: 4096 },
      { path: "config.json", content: "{}" },
    ],
  };
  const { run, root } = await placeWithHub([coded]);
  const said = await run("download", "acme/old", "-y");
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("pytorch_model.bin is a pickle");
  expect(said.stderr).toContain("--accept-code");
  expect(await readdir(root)).toEqual([]);
  expect(await run("download", "acme/old", "--accept-code")).toMatchObject({ code: 0 });
  expect((await stat(join(root, "acme/old/pytorch_model.bin"))).size).toBe(4096);
});

test("the document of --json is one, and holds the plan of the download", async () => {
  const { run } = await placeWithHub([quants]);
  const said = JSON.parse((await run("download", "acme/Tiny-GGUF:Q8_0", "--json")).stdout);
  expect(said).toMatchObject({ applied: true, download: { variants: [{ quantization: "q8_0" }] } });
  expect(await readFile(said.download.files[0].target)).toHaveLength(said.download.files[0].bytes);
});

test("a locked model is not downloaded over", async () => {
  const { run } = await placeWithHub([quants]);
  await run("download", "acme/Tiny-GGUF:Q8_0");
  await run("lock", "--apply", "--", "tiny_(Q8_0)");
  expect(await run("download", "acme/Tiny-GGUF:Q8_0")).toMatchObject({ code: 0 });
  const said = await run("download", "acme/Tiny-GGUF:Q8_0", "--force");
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("it is locked to the files it has");
  expect(said.stderr).toContain("modeldeck unlock");
});
