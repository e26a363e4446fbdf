import { join } from "node:path";
import { expect, test } from "vitest";
import { makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import { entryAt, fillRoot, makePlace, put, readLayer, resultTold } from "./modeldeck.ts";

const curatedFile = "model_registry.curated.json";
const namesIn = async (registry: string) => (await readLayer(registry)).map(({ name }) => name);

test.each<[string, string[], object[], { would: string; did: string; left: string[] }]>([
  [
    "deprecated entries are purged",
    ["purge-deprecated"],
    [entryAt("old", null, { deprecated: true }), entryAt("new", null)],
    { would: "Will purge 1 deprecated entries:", did: "✅ Purged 1 entries", left: ["new"] },
  ],
  [
    "only placeholders are purged when asked",
    ["purge-deprecated", "--placeholders-only"],
    [entryAt("old", null, { deprecated: true }), entryAt("model-ollama-gguf-1", null, { deprecated: true })],
    { would: "  • model-ollama-gguf-1", did: "✅ Purged 1 entries", left: ["old"] },
  ],
  [
    "entries without files are purged",
    ["purge-logical-only"],
    [entryAt("none", null), entryAt("some", "/models/some"), entryAt("imported", "ollama:/x")],
    {
      would: "Would remove 1 logical-only entries: none",
      did: "✅ Removed 1 logical-only entries",
      left: ["some", "imported"],
    },
  ],
  [
    "test entries are purged",
    ["purge-tests"],
    [entryAt("demo-model-1", null), entryAt("real", null)],
    { would: "Test/demo entries detected:", did: "✅ Purged 1 test/demo entries", left: ["real"] },
  ],
  [
    "what was discovered for a backend is reset",
    ["reset-discovered", "--backend=ollama"],
    [entryAt("a", null, { backend: "ollama" }), entryAt("b", null)],
    {
      would: "Would remove 1 discovered entries (backend=ollama): a",
      did: "✅ Removed 1 discovered entries (backend=ollama)",
      left: ["b"],
    },
  ],
  [
    "duplicates are pruned, and the richest stays",
    ["prune-duplicates"],
    [
      entryAt("poor", null, { family: "x", quantization: "awq" }),
      entryAt("rich", "ollama://x", { family: "x", quantization: "awq" }),
    ],
    {
      would: "Would remove 1 duplicate entries: poor",
      did: "✅ Pruned 1 duplicate entries (remaining kept groups: 1)",
      left: ["rich"],
    },
  ],
])("%s, and stay so, and come back by an undo", async (_, words, entries, { would, did, left }) => {
  const { run, registry } = await makePlace(entries);
  const before = await readLayer(registry);
  const rehearsed = await run(...words);
  expect(rehearsed).toMatchObject({ code: 0, stderr: "" });
  expect(rehearsed.stdout).toContain(would);
  expect(await readLayer(registry)).toEqual(before);
  const done = await run(...words, "--apply");
  expect(done).toMatchObject({ code: 0, stderr: "" });
  expect(done.stdout).toContain(did);
  expect(await namesIn(registry)).toEqual(left);
  expect((await run(...words, "--apply")).stdout).toContain(words[0] === "reset-discovered" ? "🛈" : "🛈 No");
  expect(await run("undo", "last", "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await readLayer(registry)).toEqual(before);
});

test("what a reset leaves of an entry that is kept by hand is counted, before and after", async () => {
  const { run, registry } = await makePlace([entryAt("a", null), entryAt("both", "/models/both")]);
  const byHand = [{ name: "both", backend: "vllm" }];
  await put(join(registry, "model_registry.curated.json"), JSON.stringify(byHand));
  const staying = "1 of them stays, kept by hand\n";
  const rehearsed = await run("reset-discovered", "--backend=all");
  expect(rehearsed.stdout).toContain(
    `Would remove 2 discovered entries (backend=all): a, both; ${staying}1 entry to change, 1 entry to remove.\n`,
  );
  const done = await run("reset-discovered", "--backend=all", "--apply");
  expect(done.stdout).toContain(`✅ Removed 2 discovered entries (backend=all); ${staying}`);
});

test("entries are purged by where their files really lie, and the files stay", async () => {
  const place = await makePlace();
  await fillRoot(place.root);
  await place.run("scan", "--apply");
  const count = (await readLayer(place.registry)).length;
  expect((await place.run("purge-hf", "--weights-root", `${place.root}-not`)).stdout).toContain(
    "🛈 No HF (by path) entries to purge",
  );
  const said = await place.run("purge-hf", "--apply", "--weights-root", join(place.root, "one"));
  expect(said.stdout).toContain("✅ Purged 1 entries under ");
  expect(await readLayer(place.registry)).toHaveLength(count - 1);
});

test("Ollama's entries come back from the newest backup that holds any, and a damaged one is named", async () => {
  const ollama = { backend: "ollama", served_model_id: "x:7b" };
  const { run, registry } = await makePlace([entryAt("x", "ollama://x:7b", ollama), entryAt("other", null)]);
  expect(await run("restore-ollama")).toMatchObject({ code: 1 });
  expect((await run("restore-ollama")).stderr).toContain("No backup files found");
  const before = await readLayer(registry);
  await run("reset-discovered", "--backend=ollama", "--apply");
  await put(join(registry, "model_registry.20991231-235959.bak.json"), "[{");
  const said = await run("restore-ollama");
  expect(said.stdout).toContain("Would restore 1 entries: x");
  expect(said.stdout).toContain("20991231-235959 is passed over");
  expect((await run("restore-ollama", "--apply")).stdout).toContain(
    "✅ Restored 1 Ollama entries from backup",
  );
  expect(await readLayer(registry)).toEqual([before[1], before[0]]);
  expect((await run("restore-ollama")).stdout).toContain("🛈 No missing Ollama entries to restore");
  expect((await run("restore-ollama", "--backup", "/not/there.json")).stderr).toContain(
    "Backup file not found: /not/there.json",
  );
});

async function fillStore(folder: string) {
  const store = join(folder, ".ollama", "models");
  await makeOllamaStore(store, [{ id: "qwen2.5vl:7b" }, { id: "hf.co/bart/Llama-GGUF:Q4_K_M" }]);
  await put(join(store, "manifests", "registry.ollama.ai", "library", "broken", "latest"), "{");
}

test("a path is given to Ollama's entries for good, and the store tells what they weigh", async () => {
  const lacking = { backend: "ollama", download_format: null, download_size_bytes: null };
  const place = await makePlace([
    entryAt("a", null, { ...lacking, served_model_id: "qwen2.5vl:7b" }),
    entryAt("b", null, { ...lacking, served_model_id: "elsewhere:1b" }),
    entryAt("c", null, lacking),
  ]);
  await fillStore(place.folder);
  expect((await place.run("backfill-ollama-paths")).stdout).toContain(
    "Would backfill 2 Ollama logical entries: a, b",
  );
  expect((await place.run("backfill-ollama-paths", "--apply")).stdout).toContain(
    "✅ Backfilled 2 Ollama entries",
  );
  expect(await readLayer(place.registry)).toMatchObject([
    {
      download_path: "ollama://qwen2.5vl:7b",
      download_size_bytes: expect.any(Number),
      download_format: "gguf",
    },
    { download_path: "ollama://elsewhere:1b", download_size_bytes: null },
    { download_path: null },
  ]);
  expect((await place.run("backfill-ollama-paths")).stdout).toContain(
    "🛈 No Ollama entries required backfill",
  );
});

test("Ollama's models are rebuilt from the store without a server, and a second time nothing changes", async () => {
  const place = await makePlace([
    entryAt("mine", "ollama:/qwen2.5vl:7b", { backend: "ollama", roles: ["chat"], served_model_id: "None" }),
    entryAt("gone", "ollama://gone:1b", { backend: "ollama" }),
    entryAt("unread", "ollama://broken:latest", { backend: "ollama" }),
  ]);
  expect((await place.run("rebuild", "--provider=ollama")).stderr).toContain("store was not found");
  await fillStore(place.folder);
  const said = await place.run("rebuild", "--provider=ollama", "--apply");
  expect(said.stdout).toContain("1 added, 1 changed, 1 removed");
  expect(await readLayer(place.registry)).toMatchObject([
    { name: "mine", roles: ["chat"], download_size_bytes: expect.any(Number), quantization: "q4_k_m" },
    { name: "unread" },
    { served_model_id: "hf.co/bart/Llama-GGUF:Q4_K_M", download_size_bytes: expect.any(Number) },
  ]);
  expect((await place.run("rebuild", "--provider=ollama")).stdout).toContain("✅ No changes detected");
});

test("a rebuild of folders keeps what people said, and what is unchanged is not in its plan", async () => {
  const place = await makePlace();
  await fillRoot(place.root);
  await place.run("scan", "--apply");
  expect((await place.run("rebuild")).stdout).toContain("✅ No changes detected");
  await place.run("set-roles", "tiny_(BF16)", "--add", "chat", "--apply");
  await put(join(place.root, "one", "tiny", "extra.json"), "{}");
  const gone = entryAt("gone", join(place.root, "one", "gone"));
  await put(
    join(place.registry, "model_registry.discovered.json"),
    JSON.stringify([...(await readLayer(place.registry)), gone]),
  );
  expect((await place.run("rebuild", "--apply")).stdout).toContain("0 added, 1 changed, 1 removed");
  const tiny = (await readLayer(place.registry)).find(({ name }) => name === "tiny_(BF16)");
  expect(tiny).toMatchObject({ roles: ["chat"], download_files: expect.arrayContaining(["extra.json"]) });
});

test("what is kept by hand stays when what tools found is reset, and is purged from every layer when asked", async () => {
  const hand = [{ name: "hand", backend: "vllm", roles: ["chat"] }];
  const place = await makePlace([entryAt("hand", "/models/hand"), entryAt("found", "/models/found")]);
  await put(join(place.registry, curatedFile), JSON.stringify(hand));
  const reset = await place.run("reset-discovered", "--backend=all", "--apply");
  const summary = "Forgot what tools had found of 2 entries; 1 of them stays, kept by hand.";
  expect(resultTold(reset)).toMatchObject({ result: { summary } });
  expect(await readLayer(place.registry)).toEqual([]);
  expect(await place.json("list", "--include-logical")).toMatchObject([{ name: "hand", roles: ["chat"] }]);
  expect((await place.run("purge-logical-only", "--apply")).stdout).toContain("No logical-only");
  await place.run("purge-logical-only", "--include-curated", "--apply");
  expect(await place.json("list", "--include-logical")).toEqual([]);
});
