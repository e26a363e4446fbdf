import { lstat, readdir, readFile, readlink, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scanCacheDir } from "@huggingface/hub";
import { expect, onTestFinished, test } from "vitest";
import { type HubRepo, startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, readLayer, runProgram } from "./modeldeck.ts";

const tiny: HubRepo = {
  name: "acme/Tiny",
  branches: {
    main: [
      { path: "model.safetensors", content: makeSafetensors([["a", "BF16", [64, 64]]]) },
      { path: "config.json", content: '{"model_type":"llama","torch_dtype":"bfloat16"}' },
      { path: "tokenizer.json", content: "{}" },
    ],
    "feature/x": [{ path: "model.safetensors", content: makeSafetensors([["a", "BF16", [32, 32]]]) }],
  },
};
const lender: HubRepo = {
  name: "acme/base",
  files: [
    { path: "model.safetensors", content: makeSafetensors([["a", "BF16", [8, 8]]]) },
    { path: "config.json", content: '{"model_type":"llama"}' },
    { path: "tokenizer.json", content: '{"of":"base"}' },
  ],
};

async function placeWithHub(repos: HubRepo[]) {
  const hub = await startTestHub({ repos });
  onTestFinished(() => hub.close());
  const place = await makePlace();
  const env = { ...place.env, HF_ENDPOINT: hub.url };
  return { ...place, hub, env, run: (...words: string[]) => runProgram(words, env) };
}

test("the cache of Hugging Face is laid out so that its own library finds the model, and so does the next download", async () => {
  const { run, folder, hub, registry } = await placeWithHub([tiny]);
  const words = ["download", "acme/Tiny", "--layout=hf-cache"];
  expect(await run(...words)).toMatchObject({ code: 0, stderr: "" });
  const cache = join(folder, ".cache/huggingface/hub");
  const commit = hub.commit("acme/Tiny");
  const repository = join(cache, "models--acme--Tiny");
  const snapshot = join(repository, "snapshots", commit);
  const { repos, warnings } = await scanCacheDir(cache);
  expect(warnings).toEqual([]);
  expect(repos).toMatchObject([{ id: { name: "acme/Tiny", type: "model" } }]);
  expect(repos[0]?.revisions[0]).toMatchObject({ commitOid: commit, refs: ["main"], files: { length: 3 } });
  const sha256 = await hub.sha256("acme/Tiny", "model.safetensors");
  expect(await readlink(join(snapshot, "model.safetensors"))).toBe(join("../../blobs", sha256));
  expect((await readdir(join(repository, "blobs"))).sort()).toHaveLength(3);
  expect(await readFile(join(repository, "refs/main"), "utf8")).toBe(commit);
  expect(await readLayer(registry)).toMatchObject([{ name: "tiny_(BF16)", download_path: snapshot }]);
  const asked = hub.requests.length;
  expect(await run(...words)).toMatchObject({ code: 0, stderr: "" });
  expect(hub.requests.slice(asked).filter(({ host }) => host === "cdn")).toEqual([]);
  expect(await readLayer(registry)).toHaveLength(1);
}, 60_000);

test("two files of the same bytes are one blob in the cache, and the entry has the hash of both", async () => {
  const weights = makeSafetensors([["a", "BF16", [4, 4]]]);
  const files = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"].map((path) => ({
    path,
    content: weights,
  }));
  const { run, hub, registry } = await placeWithHub([
    { name: "acme/twice", files: [...files, { path: "config.json", content: '{"model_type":"llama"}' }] },
  ]);
  await run("download", "acme/twice", "--layout=hf-cache");
  const sha256 = await hub.sha256("acme/twice", "model-00001-of-00002.safetensors");
  const [entry] = (await readLayer(registry)) as {
    artifacts: { files: { path: string; sha256: string }[] };
  }[];
  const twins = entry?.artifacts.files.filter(({ path }) => path.endsWith(".safetensors"));
  expect(twins?.map((file) => file.sha256)).toEqual([sha256, sha256]);
}, 60_000);

test("a newer commit in the cache is the same model further on, and shares what has not changed", async () => {
  const { run, hub, registry } = await placeWithHub([tiny]);
  await run("download", "acme/Tiny", "--layout=hf-cache");
  hub.change({
    ...tiny,
    branches: {
      main: [...(tiny.branches?.main ?? []).slice(0, 2), { path: "tokenizer.json", content: '{"new":1}' }],
    },
  });
  const asked = hub.requests.length;
  expect(await run("download", "acme/Tiny", "--layout=hf-cache")).toMatchObject({ code: 0, stderr: "" });
  expect(hub.requests.slice(asked).filter(({ host }) => host === "cdn")).toEqual([]);
  const entries = await readLayer(registry);
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ source: { commit: hub.commit("acme/Tiny") } });
  expect(String(entries[0]?.download_path)).toContain(hub.commit("acme/Tiny"));
}, 60_000);

test("a damaged blob is fetched anew and the rest is left alone", async () => {
  const { run, folder, hub } = await placeWithHub([tiny]);
  await run("download", "acme/Tiny", "--layout=hf-cache");
  const sha256 = await hub.sha256("acme/Tiny", "model.safetensors");
  const blob = join(folder, ".cache/huggingface/hub/models--acme--Tiny/blobs", sha256);
  const whole = await readFile(blob);
  await writeFile(blob, Buffer.alloc(whole.length, 1));
  expect(await run("download", "acme/Tiny", "--layout=hf-cache")).toMatchObject({ code: 0, stderr: "" });
  expect((await readFile(blob)).equals(whole)).toBe(true);
}, 60_000);

test("another branch lies in a folder of its own, and is an entry of its own", async () => {
  const { run, root, registry } = await placeWithHub([tiny]);
  expect(await run("download", "acme/Tiny")).toMatchObject({ code: 0 });
  expect(await run("download", "acme/Tiny", "--revision=feature/x")).toMatchObject({ code: 0 });
  expect((await readdir(join(root, "acme"))).sort()).toEqual(["Tiny", "Tiny@feature_x"]);
  const entries = await readLayer(registry);
  expect(entries.map(({ source }) => (source as { revision: string }).revision)).toEqual([
    "main",
    "feature/x",
  ]);
}, 60_000);

test("a repository that lends its configuration is named in the entry, and a folder outside the roots is remembered", async () => {
  const bare: HubRepo = {
    name: "acme/bare",
    files: [{ path: "model.safetensors", content: makeSafetensors([["a", "BF16", [4, 4]]]) }],
  };
  const { run, folder, registry } = await placeWithHub([bare, lender]);
  const there = join(await realpath(folder), "elsewhere");
  const said = await run("download", "acme/bare", "--support-repo=acme/base", `--location=${there}`);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect((await readdir(join(there, "acme/bare"))).sort()).toEqual([
    "config.json",
    "model.safetensors",
    "tokenizer.json",
  ]);
  expect((await lstat(join(there, "acme/bare/model.safetensors"))).size).toBeLessThan(200);
  expect(await readLayer(registry)).toMatchObject([
    { download_location: "custom", metadata: { support_repository: "acme/base" } },
  ]);
}, 60_000);
