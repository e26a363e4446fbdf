import { join } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { type MadeOllamaModel, makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import { makePlace, readLayer, saveEntries } from "./modeldeck.ts";

const lies = { id: "lies:1b", weights: makeGgufModel({ fileType: 7, types: [8, 8] }) };
const blob = expect.stringMatching(/^sha256-[0-9a-f]{64}$/);
const said = (claim: string, from: string, file: unknown = blob) => ({ claim, from, file });

async function placeWith(...models: MadeOllamaModel[]) {
  const place = await makePlace();
  place.env.OLLAMA_HOST = "127.0.0.1:9";
  const store = await makeOllamaStore(join(place.folder, ".ollama", "models"), models);
  const kept = async () => {
    const entries = await readLayer(place.registry);
    return entries.map(({ quantization, metadata }) => ({
      quantization,
      evidence: Object(metadata).detection?.evidence,
    }));
  };
  const plan = async (...words: string[]) => (await place.json(...words)) as Plan;
  return { ...place, store, kept, plan };
}

const fromStore = ["import-ollama", "--from=store"];
const lying = { quantization: "q8_0", evidence: [said("q8_0", "header"), said("q4_k_m", "config")] };

test.each([
  ["the header comes before the description", lies, lying],
  [
    "the description may say more of what the tensors are",
    { id: "more:1b", weights: makeGgufModel({ types: [12, 12] }) },
    { quantization: "q4_k_m", evidence: [said("q4_k", "header"), said("q4_k_m", "config")] },
  ],
  [
    "a header that tells nothing leaves the word to the description",
    { id: "silent:1b", config: { file_type: "F16" } },
    { quantization: "fp16", evidence: [said("fp16", "config")] },
  ],
  [
    "what is no GGUF is not looked into",
    {
      id: "other:1b",
      weights: Buffer.from("{}"),
      config: { model_format: "safetensors", file_type: "BF16" },
    },
    { quantization: "bf16", evidence: [said("bf16", "config")] },
  ],
  [
    "where nobody tells, the name does",
    { id: "named:1b-q5_K_M", config: { file_type: "unknown" } },
    { quantization: "q5_k_m", evidence: [said("q5_k_m", "name", "named:1b-q5_K_M")] },
  ],
])("of a model in the store, %s", async (_rule, model, expected) => {
  for (const words of [fromStore, ["rebuild", "--provider=ollama"]]) {
    const { run, kept, plan } = await placeWith(model);
    expect((await run(...words, "--apply")).code).toBe(0);
    expect(await kept()).toEqual([expected]);
    expect((await plan(...fromStore)).changed).toEqual([]);
  }
});

test("a server is believed by its own word, and the header of the same weights before it", async () => {
  const { run, kept, store, plan } = await placeWith(lies);
  const [stored] = (await readOllamaStore(store)).models;
  const told = { name: "lies:1b", quantization: "Q4_K_M", digest: stored?.digest ?? "" };
  const { url } = await startTestOllama({ models: [told] });
  const asked = ["import-ollama", "--from=api", `--host=${url}`];
  await run(...asked, `--store=${store}-away`, "--apply");
  const { origin } = new URL(url);
  expect(await kept()).toEqual([{ quantization: "q4_k_m", evidence: [said("q4_k_m", "server", origin)] }]);
  await run(...asked, `--store=${store}`, "--apply");
  expect(await kept()).toEqual([lying]);
  expect((await plan(...asked, `--store=${store}-away`)).changed).toEqual([]);
});

test("evidence alone is no reason to change an entry, and goes with a model that is pulled anew", async () => {
  const { run, kept, store, registry, plan } = await placeWith(lies);
  await run(...fromStore, "--apply");
  const bare = (await readLayer(registry)).map((entry) => {
    const { detection: _, ...metadata } = Object(entry.metadata);
    return { ...entry, metadata };
  });
  await saveEntries(registry, bare);
  expect((await plan(...fromStore)).changed).toEqual([]);
  await makeOllamaStore(store, [
    { id: "lies:1b", weights: makeGgufModel({ fileType: 7, types: [8, 8, 8] }) },
  ]);
  await run(...fromStore, "--apply");
  expect(await kept()).toEqual([lying]);
});
