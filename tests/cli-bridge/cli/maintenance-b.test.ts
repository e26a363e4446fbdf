import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import {
  entryAt,
  fillRoot,
  makePlace,
  planTold,
  put,
  readLayer,
  resultTold,
  saveEntries,
} from "./modeldeck.ts";

const weights = makeSafetensors([["w", "BF16", [8, 8]]]);

async function placeWith(entriesIn: (root: string) => object[]) {
  const place = await makePlace();
  await saveEntries(place.registry, entriesIn(place.root));
  return { ...place, first: async () => (await readLayer(place.registry))[0] ?? {} };
}

test("normalize-formats says what it would correct, corrects it, and can be undone", async () => {
  const { root, run, first } = await placeWith((at) => [
    entryAt("a", join(at, "o/a-awq"), { quantization: "awq" }),
  ]);
  await put(join(root, "o/a-awq/m.gguf"), makeGgufModel({ fileType: 15, types: [12, 12] }));
  const rehearsed = await run("normalize-formats");
  expect(rehearsed.stdout).toContain("🛈 Dry run (no changes written). Use --apply to persist.");
  expect(await first()).toMatchObject({ quantization: "awq" });
  const applied = await run("normalize-formats", "--apply", "--rebuild");
  expect(applied.stdout).toContain("✅ Applied 1 changes to registry");
  expect(await first()).toMatchObject({ quantization: "q4_k_m", download_files: ["m.gguf"] });
  expect((await run("normalize-formats")).stdout).toContain("✅ No changes detected");
  const told = resultTold(applied);
  const change = told?.type === "result" ? told.result.undo?.input.run : undefined;
  expect(await run("undo", String(change), "--apply")).toMatchObject({ code: 0 });
  expect(await first()).toMatchObject({ quantization: "awq" });
});

test("what a scan has just found is right already", async () => {
  const { root, run, registry } = await placeWith(() => []);
  await fillRoot(root);
  expect(await run("scan", "--apply")).toMatchObject({ code: 0 });
  const said = await run("normalize-formats", "--rebuild", "--prune-missing");
  expect(said.stdout).toContain("✅ No changes detected");
  expect((await run("refresh-architecture")).stdout).toContain("Every architecture is as its files");
  const named = await run("apply-simple-slugs", "--rename-slugs");
  expect(planTold(named)).toMatchObject({ plan: { added: [], removed: [] } });
  expect(await readLayer(registry)).not.toHaveLength(0);
});

test.each([
  "normalize-formats",
  "apply-simple-slugs",
  "refresh-architecture",
  "tidy-empty-dirs",
  "prune-no-chat-template",
])("%s refuses to be told both to act and not to", async (command) => {
  const { run } = await placeWith(() => []);
  const said = await run(command, "--dry-run", "--apply");
  expect(said.code).toBe(2);
  expect(said.stderr).toContain("either a rehearsal or the deed");
});

test("simple names are previewed and given in the original's JSON", async () => {
  const { json, registry } = await placeWith(() => [
    entryAt("old", "/w/o/tiny-7b", { quantization: "bf16", family: "tiny-7b" }),
    entryAt("other", "/w/p/tiny-7b", { quantization: "bf16", family: "tiny-7b" }),
    { name: "olla", backend: "ollama", served_model_id: "qwen3:4b", family: "qwen3" },
  ]);
  expect(await json("preview-simple-slugs", "--no-include-ollama")).toEqual({
    rows: ["old", "other"].map((old_name) => ({
      ...{ old_name, quant: "bf16", family: "tiny-7b" },
      ...{ proposed_slug_base: "tiny-7b_(BF16)", proposed_display: "tiny-7b (BF16)" },
    })),
    collisions: ["tiny-7b_(BF16)"],
  });
  expect(await json("apply-simple-slugs", "--rename-slugs", "--apply")).toMatchObject({
    operations: [
      { old: "old", new: "tiny-7b_(BF16)", display: "tiny-7b (BF16)" },
      { old: "other", new: "tiny-7b_(BF16)__p", display: "tiny-7b (BF16) [P]" },
      { old: "olla", new: "qwen3_4b", display: "qwen3 4b" },
    ],
    skipped: [],
    rename_slugs: true,
    applied: true,
  });
  const names = (await readLayer(registry)).map(({ name }) => name);
  expect(names).toEqual(["tiny-7b_(BF16)", "tiny-7b_(BF16)__p", "qwen3_4b"]);
});

test("what simple names were applied to is counted in the original's words", async () => {
  const { run } = await placeWith(() => [entryAt("old", null, { family: "tiny-7b" })]);
  expect((await run("apply-simple-slugs", "--apply")).stdout).toContain("✅ Applied 1 display update(s)\n");
  const said = await run("apply-simple-slugs", "--rename-slugs", "--apply");
  expect(said.stdout).toContain("✅ Applied 1 display update(s) with slug renames");
});

test.each(["refresh-architecture", "migrate-architecture", "reconcile-architecture"])(
  "%s takes in files and the log of loads beside the registry's folder, and counts both",
  async (command) => {
    const { folder, root, run, first } = await placeWith((at) => [entryAt("a", join(at, "o/a"))]);
    await put(join(root, "o/a/model.safetensors"), weights);
    const event = { model: "a", timestamp: "2026-11-20T10:00:00Z", payload: { metrics: { gpu: 2 } } };
    await put(join(folder, "home/logs/model_loader_metrics.jsonl"), `${JSON.stringify(event)}\n{torn\n`);
    const rehearsed = await run(command);
    expect(rehearsed.stdout).toContain("Would update 1 entries: 1 from their files, 1 from a load");
    expect(rehearsed.stdout).toContain("1 of 2 lines");
    expect(await run(command, "--apply")).toMatchObject({ code: 0 });
    expect(await first()).toMatchObject({ metadata: { architecture: { runtime: { gpu: 2 } } } });
  },
);

test("empty folders are counted, removed, and named in the original's words", async () => {
  const { root, run } = await placeWith(() => []);
  expect((await run("tidy-empty-dirs")).stdout).toContain("🛈 No empty repo directories found");
  await mkdir(join(root, "o/empty"), { recursive: true });
  const rehearsed = await run("tidy-empty-dirs", `--weights-root=${root}`);
  expect(rehearsed.stdout).toContain(`📊 Candidates: 1 under ${root}`);
  const said = await run("tidy-empty-dirs", "--apply");
  expect(said.stdout).toContain("✅ Tidy complete — repos removed: 1, owners removed: 1");
  expect(existsSync(join(root, "o"))).toBe(false);
  const refused = await run("tidy-empty-dirs", "--weights-root=/nowhere-at-all");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain("Weights root not found or not a directory:");
});

test("pruning without a template needs a yes, tells of each model, and fills the trash", async () => {
  const { root, run, registry } = await placeWith((at) => [
    entryAt("tiny-chat", join(at, "o/tiny-chat")),
    entryAt("base-7b", join(at, "o/base-7b")),
  ]);
  for (const repo of ["tiny-chat", "base-7b"]) await put(join(root, "o", repo, "model.safetensors"), weights);
  const unasked = await run("prune-no-chat-template", "--apply");
  expect(unasked.stderr).toContain("was not confirmed");
  const rehearsed = planTold(await run("prune-no-chat-template"));
  const id = rehearsed?.type === "plan" ? rehearsed.plan.id : "";
  const said = await run("prune-no-chat-template", "--apply", `--plan=${id}`);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(resultTold(said)).toMatchObject({
    result: { report: [{ name: "tiny-chat", paths: 1 }], trash: expect.any(String) },
  });
  expect((await readLayer(registry)).map(({ name }) => name)).toEqual(["base-7b"]);
  expect((await run("prune-no-chat-template")).stdout).toContain("No chat models without a chat template");
});

test("a plan that files have overtaken is refused", async () => {
  const { root, run } = await placeWith((at) => [entryAt("a", join(at, "o/a"), { quantization: "awq" })]);
  await put(join(root, "o/a/model.safetensors"), weights);
  const told = planTold(await run("normalize-formats"));
  const id = told?.type === "plan" ? told.plan.id : "";
  await writeFile(join(root, "o/a/model.safetensors"), makeSafetensors([["w", "F16", [8, 8]]]));
  const said = await run("normalize-formats", "--apply", `--plan=${id}`);
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("does not fit what is there now");
});
