import { join } from "node:path";
import { expect, test } from "vitest";
import { findOllamaStore } from "#lib/stores/ollama/find-store.ts";
import { idOf, readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const hash = (letter: string) => letter.repeat(64);
const layer = (digest: string, size: number, type = "model") => ({
  mediaType: `application/vnd.ollama.image.${type}`,
  digest: `sha256:${digest}`,
  size,
});

test.each([
  [["registry.ollama.ai", "library", "llama3", "latest"], "llama3:latest"],
  [["registry.ollama.ai", "someone", "own", "7b"], "someone/own:7b"],
  [["hf.co", "u", "r", "Q4_K_M"], "hf.co/u/r:Q4_K_M"],
])("a manifest at %j is shown as %s", (parts, id) => expect(idOf(parts)).toBe(id));

test("models are read without Ollama, and a broken manifest stops nothing", async () => {
  const store = await makeFolder(await temporaryFolder(), {
    "manifests/registry.ollama.ai/library/a/7b": {
      config: layer(hash("c"), 10),
      layers: [layer(hash("a"), 700), layer(hash("b"), 30, "projector")],
    },
    "manifests/registry.ollama.ai/library/bare/latest": { layers: [layer(hash("a"), 700)] },
    "manifests/registry.ollama.ai/library/broken/latest": "{",
    "manifests/registry.ollama.ai/library/list/latest": [],
    "manifests/registry.ollama.ai/library/odd/latest": { config: { digest: "x", size: 1 }, layers: [] },
    "manifests/registry.ollama.ai/library/evil/latest": { layers: [layer("../../etc/passwd", 1)] },
    [`blobs/sha256-${hash("c")}`]: {
      ...{ model_format: "gguf", model_family: "llama", model_type: "8.0B", file_type: "Q4_K_M" },
    },
  });
  const { models, issues } = await readOllamaStore(store);
  expect(models).toMatchObject([
    { id: "a:7b", bytes: 740, quantization: "q4_k_m", family: "llama", format: "gguf" },
    { id: "bare:latest", bytes: 700, quantization: undefined },
  ]);
  expect(models[0]?.weights).toBe(join(store, "blobs", `sha256-${hash("a")}`));
  const told = issues.toSorted((one, other) => one.id.localeCompare(other.id));
  expect(told).toMatchObject([
    { id: "broken:latest", message: "its manifest is not valid JSON" },
    { id: "evil:latest" },
    { id: "list:latest", message: "its manifest is no table" },
    { id: "odd:latest", message: "its manifest says nothing sound of config.mediaType" },
  ]);
});

test("the store is where it is said to be, else where the user has it, else beside the weights", async () => {
  const folder = await temporaryFolder();
  const parts = { "manifests/x": "", "blobs/x": "" };
  const beside = await makeFolder(join(folder, "ollama-data", "models"), parts);
  const roots = [join(folder, "weights")];
  const env = { HOME: join(folder, "home") };
  if (process.platform !== "linux") expect(await findOllamaStore(env, roots)).toBe(beside);
  const own = await makeFolder(join(folder, "home", ".ollama", "models"), parts);
  expect(await findOllamaStore(env, roots)).toBe(own);
  const said = await makeFolder(join(folder, "said"), parts);
  expect(await findOllamaStore({ ...env, OLLAMA_MODELS: said }, roots)).toBe(said);
  const half = await makeFolder(join(folder, "half"), { "manifests/x": "" });
  expect(await findOllamaStore({ ...env, OLLAMA_MODELS: half }, roots)).toBe(own);
});
