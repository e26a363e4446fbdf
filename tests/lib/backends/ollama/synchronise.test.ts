import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { compareInstances } from "#lib/backends/ollama/compare-instances.ts";
import { copyFromStore } from "#lib/backends/ollama/copy-from-store.ts";
import { parseOllamaName, toIdSaid } from "#lib/backends/ollama/model-name.ts";
import { checkUpdate, readRemoteManifest } from "#lib/backends/ollama/remote-manifest.ts";
import { sendFile } from "#lib/backends/ollama/send-blob.ts";
import { openTestRegistry } from "#tests/servers/ollama/open-test-registry.ts";
import { makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import { openOllama } from "#tests/support/open-ollama.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const content = Buffer.from("weights of ember");
const openRegistry = async () => {
  const registry = await openTestRegistry([
    { name: "library/ember", tag: "8b", layers: [{ kind: "model", content }] },
  ]);
  onTestFinished(registry.close);
  return { ...registry, addressOf: () => new URL(registry.url) };
};

test("0.3 browse: the exact size of a model is known before it is pulled", async () => {
  const registry = await openRegistry();
  const { bytes, layers } = await readRemoteManifest("ember:8b", registry);
  expect(bytes).toBe(content.length + 2);
  expect(layers.map(({ kind }) => kind)).toEqual(["model", "v1+json"]);
  await expect(readRemoteManifest("ember:none", registry)).rejects.toMatchObject({ code: "backend-model" });
});

test("4b update: the same digest is current, another is stale, and what is in no registry is unknown", async () => {
  const registry = await openRegistry();
  const digest = registry.digestOf("/v2/library/ember/manifests/8b");
  expect(await checkUpdate({ id: "ember:8b", digest }, registry)).toEqual({ state: "current" });
  const old = { id: "ember:8b", digest: "0".repeat(64) };
  expect(await checkUpdate(old, registry)).toEqual({ state: "stale", bytes: content.length + 2 });
  expect(await checkUpdate({ id: "mine:latest", digest }, registry)).toMatchObject({
    state: "unknown",
    why: expect.stringContaining("has no model library/mine:latest"),
  });
  const remote = { host: "https://ollama.com" };
  expect(await checkUpdate({ id: "cloudy:cloud", digest, remote }, registry)).toMatchObject({
    state: "unknown",
  });
});

test.each(["10.0.0.5:22/a/b:latest", "169.254.169.254/a/b:latest"])(
  "a name in a server's list sends nobody to %s",
  async (id) => {
    await expect(readRemoteManifest(id)).rejects.toMatchObject({ code: "not-allowed" });
    expect(await checkUpdate({ id, digest: "0".repeat(64) })).toMatchObject({ state: "unknown" });
  },
);

test("8b sync: two servers are compared by names and digests, and what runs elsewhere is left out", () => {
  const model = (id: string, digest: string) => ({ id, digest, bytes: 7, isLoaded: false });
  const cloud = { ...model("cloud:x", "4"), remote: { host: "https://ollama.com" } };
  const here = [model("a:1", "1"), model("b:1", "2"), model("c:1", "3"), cloud];
  const there = [model("a:1", "1"), model("b:1", "other"), model("z:1", "9")];
  expect(compareInstances(here, there).map(({ id, state }) => [id, state])).toEqual([
    ["a:1", "same"],
    ["b:1", "differs"],
    ["c:1", "missing"],
  ]);
});

test("8b sync: a model of this machine's store alone is sent to another server, each blob once", async () => {
  const store = await makeOllamaStore(join(await temporaryFolder(), "models"), [
    { id: "me/own:7b", weights: "own weights", projector: "own eyes" },
    { id: "me/twin:7b", weights: "own weights" },
    { id: "me/torn:7b", weights: "torn", fault: "short" },
  ]);
  const { http, ollama } = await openOllama({ models: [] });
  const statuses: string[] = [];
  const pulling = { onProgress: ({ status }: { status: string }) => void statuses.push(status) };
  await copyFromStore(http, { store, model: "me/own:7b" }, pulling);
  expect(ollama.models.get("me/own:7b")?.creation).toMatchObject({
    ...{ model: "me/own:7b", license: ["MIT"] },
    files: {
      "model.gguf": expect.stringMatching(/^sha256:/),
      "part-1.gguf": expect.stringMatching(/^sha256:/),
    },
  });
  expect(statuses.at(-1)).toBe("success");
  const sent = () => ollama.requests.filter((each) => each.startsWith("POST /api/blobs/")).length;
  expect(sent()).toBe(2);
  await copyFromStore(http, { store, model: "me/twin:7b" }, pulling);
  expect(sent()).toBe(2);
  await expect(copyFromStore(http, { store, model: "me/torn:7b" }, pulling)).rejects.toThrow(/is not whole/);
  await expect(copyFromStore(http, { store, model: "me/none" }, pulling)).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(copyFromStore(http, { store, model: "../../etc/x" }, pulling)).rejects.toMatchObject({
    code: "bad-input",
  });
});

test("a file is sent once, with its progress, and is known the second time", async () => {
  const path = join(await temporaryFolder(), "model.gguf");
  await writeFile(path, Buffer.alloc(3_000_000, 7));
  const { http, ollama } = await openOllama({ models: [] });
  const seen: number[] = [];
  const digest = await sendFile(http, path, { onProgress: (done) => seen.push(done) });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(3_000_000);
  expect(ollama.blobs.get(digest)).toBe(3_000_000);
  expect(await sendFile(http, path)).toBe(digest);
  expect(ollama.requests.filter((each) => each.startsWith("POST"))).toHaveLength(1);
});

test.each([
  ["llama3", "registry.ollama.ai/library/llama3:latest", "llama3:latest"],
  ["me/own:7b", "registry.ollama.ai/me/own:7b", "me/own:7b"],
  ["hf.co/u/R-GGUF:Q4_K_M", "hf.co/u/R-GGUF:Q4_K_M", "hf.co/u/R-GGUF:Q4_K_M"],
  ["http://127.0.0.1:5000/ns/tiny:x", "127.0.0.1:5000/ns/tiny:x", "127.0.0.1:5000/ns/tiny:x"],
])("the name %s means %s, shown as %s", (name, whole, id) => {
  const { host, namespace, model, tag } = parseOllamaName(name);
  expect(`${host}/${namespace}/${model}:${tag}`).toBe(whole);
  expect(toIdSaid(name)).toBe(id);
});

test.each(["", "a b", "../x", "a/b/c/d", "x:", "a\u0000", "-x", "a/../b"])(
  "%j is no name of a model",
  (name) => expect(() => parseOllamaName(name)).toThrow(/is no name of a model/),
);
