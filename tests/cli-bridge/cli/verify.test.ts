import { appendFile, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
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

async function scannedPlace() {
  const place = await makePlace();
  await fillRoot(place.root);
  await place.run("scan", "--apply");
  return place;
}

const longAgo = 1_700_000_000;

/** A file that was written just now is never remembered. */
async function ageAll(root: string): Promise<void> {
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  for (const file of found)
    if (file.isFile()) await utimes(join(file.parentPath, file.name), longAgo, longAgo);
}

test("models that are as they were are valid, and the report says so", async () => {
  const { run } = await scannedPlace();
  const said = await run("verify");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toContain("✅ tiny_(BF16) - unchanged");
  expect(said.stdout).toContain("   ✅ Valid: 5\n   ❌ Invalid: 0\n");
  expect(said.stdout).not.toContain("nothing was recorded");
  expect(resultTold(said)).toMatchObject({ result: { report: { valid: 5, invalid: 0 } } });
});

test("a model without a download is not called sound", async () => {
  const { run } = await scannedPlace();
  await run("remove", "--apply", "--yes", "--", "tiny_(BF16)");
  const said = await run("verify", "tiny_(BF16)");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("Not downloaded: 1");
  expect(resultTold(said)).toMatchObject({ result: { report: { notDownloaded: 1 } } });
  expect(resultTold(said)).toMatchObject({ result: { summary: "1 of 1 model has no download to check." } });
});

test("a model whose files are gone or changed is wrong, and so is the ending", async () => {
  const { run, json, root } = await scannedPlace();
  await rm(join(root, "one", "tiny"), { recursive: true });
  await appendFile(join(root, "two", "tiny", "config.json"), " ");
  const said = await run("verify");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain(`❌ tiny_(BF16) - path missing: ${join(root, "one", "tiny")}`);
  expect(said.stdout).toMatch(/tiny_\(BF16\)__two - checksum changed \([0-9a-f]{16} -> [0-9a-f]{16}\)/);
  expect(await json("verify")).toMatchObject({ valid: 3, invalid: 2 });
  expect(await run("verify", "llama-3-8b-instruct_(Q8_0)")).toMatchObject({ code: 0 });
});

test("a model that is a file has no checksum of a folder, and is wrong when its size is another", async () => {
  const { run, root, registry } = await makePlace();
  await fillRoot(root);
  await put(join(root, "alone.gguf"), makeGgufModel({ fileType: 7, types: [8, 8, 8] }));
  await run("scan", "--apply");
  const alone = (await readLayer(registry)).filter(({ download_path: path }) => /gguf$/.test(String(path)));
  expect(alone).toMatchObject(Array(3).fill({ download_directory_checksum: null }));
  expect((await run("verify")).stdout).toContain("   ✅ Valid: 6\n   ❌ Invalid: 0\n");
  await appendFile(join(root, "alone.gguf"), " ");
  expect((await run("verify")).stdout).toMatch(/ - size changed \(\d+ -> \d+ bytes\)/);
});

test("every byte is compared with what was recorded, and recording is a change of its own", async () => {
  const { run, json, root, registry } = await scannedPlace();
  const before = await readLayer(registry);
  const fresh = await run("verify", "--full");
  expect(fresh.stdout).toContain("Of the valid, nothing was recorded to compare with: 5\n");
  expect(resultTold(fresh)).toMatchObject({ result: { report: { valid: 5, notRecorded: 5, invalid: 0 } } });
  expect(await run("verify", "--record")).toMatchObject({ code: 0 });
  expect(await readLayer(registry)).toEqual(before);
  expect((await run("verify", "--record", "--apply")).stdout).toContain(
    "✅ Recorded the hashes of 5 entries",
  );
  const tiny = (await readLayer(registry)).find(({ name }) => name === "tiny_(BF16)");
  expect(tiny?.artifacts).toMatchObject({ aggregate_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await json("verify", "--full")).toMatchObject({ valid: 5, notRecorded: 0 });
  await writeFile(
    join(root, "one", "tiny", "config.json"),
    '{"model_type":"llamb","torch_dtype":"bfloat16"}',
  );
  expect(await run("verify")).toMatchObject({ code: 0 });
  const said = await run("verify", "--full");
  expect(said.code).toBe(1);
  expect(said.stdout).toMatch(/config\.json has other bytes than before \([0-9a-f]{12} -> [0-9a-f]{12}\)/);
  const { result } = resultTold(said) as { result: { report: { files: object[]; again: object } } };
  expect(result.report.files).toMatchObject([{ file: "config.json", state: "changed" }]);
  expect(result.report.again).toMatchObject({ input: { name: "tiny_(BF16)", full: true } });
});

test("where nothing is to be mended, nothing is said to be", async () => {
  const { run } = await scannedPlace();
  const clearing = await run("verify", "--fix-missing", "--apply");
  expect(clearing.stdout).toContain("🛈 Nothing was cleared\n");
  await run("verify", "--record", "--apply");
  const both = await run("verify", "--fix-missing", "--record", "--apply");
  expect(both.stdout).toContain("🛈 Nothing was cleared; nothing was recorded\n");
  expect(resultTold(both)).toMatchObject({
    result: { summary: "Nothing was cleared; nothing was recorded." },
  });
});

test.each([
  ["verify", "--record", "--apply"],
  ["lock", "tiny_(BF16)", "--set-expected", "--apply"],
])("no byte is read for a registry that may not be written: %s %s", async (...words) => {
  const { run, registry } = await scannedPlace();
  const entries = await readLayer(registry);
  const file = join(registry, "model_registry.discovered.json");
  await writeFile(file, JSON.stringify({ schema: 2, entries }));
  const said = await run(...words);
  expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining("schema 2") });
  expect(said.told).toEqual([]);
});

test("what was read before and has not changed is not read again, unless that is wanted", async () => {
  const { run, json, root, folder } = await scannedPlace();
  await ageAll(root);
  const first = await json("verify", "--full");
  expect(first).toMatchObject({ filesRead: 8, filesRemembered: 0 });
  expect(await json("verify", "--full")).toMatchObject({ filesRead: 0, filesRemembered: 8 });
  expect(await json("verify", "--full", "--no-cache")).toMatchObject({ filesRead: 8, filesRemembered: 0 });
  await writeFile(join(folder, "home", "hashes.db"), "no database");
  await rm(join(folder, "home", "hashes.db-wal"), { force: true });
  expect(await run("verify", "--full")).toMatchObject({ code: 0, stderr: "" });
  expect(await json("verify", "--full")).toMatchObject({ filesRemembered: 8 });
});

test("a plan to record is refused when the files have moved since", async () => {
  const { run, root, registry } = await scannedPlace();
  const rehearsed = planTold(await run("verify", "--record", "--", "tiny_(BF16)"));
  const id = rehearsed?.type === "plan" ? rehearsed.plan.id : "";
  await writeFile(join(root, "one", "tiny", "config.json"), '{"model_type":"llama","torch_dtype":"float16"}');
  const before = await readLayer(registry);
  expect((await run("verify", "--record", `--plan=${id}`, "--", "tiny_(BF16)")).code).toBe(1);
  expect(await readLayer(registry)).toEqual(before);
});

test("several models are checked by name, and an unknown one is refused", async () => {
  const { json, run } = await scannedPlace();
  const said = await json("verify", "tiny_(BF16)", "llama-3-8b-instruct_(Q8_0)", "tiny_(BF16)");
  expect(said).toMatchObject({ valid: 2, results: [{ name: "tiny_(BF16)" }, {}] });
  const refused = await run("verify", "tiny_(BF16)", "nobody");
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("Variant not found: nobody") });
});

test("only what is gone is forgotten, and only when told to", async () => {
  const { run, root, registry } = await scannedPlace();
  await rm(join(root, "one", "tiny"), { recursive: true });
  await appendFile(join(root, "two", "tiny", "config.json"), " ");
  const pathsOf = async () =>
    Object.fromEntries((await readLayer(registry)).map(({ name, download_path }) => [name, download_path]));
  const before = await pathsOf();
  expect(await run("verify", "--fix-missing")).toMatchObject({ code: 0 });
  expect(await pathsOf()).toEqual(before);
  const said = await run("verify", "--fix-missing", "--apply");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("✅ Cleared the download of 1 entry");
  expect(await pathsOf()).toEqual({ ...before, "tiny_(BF16)": null });
});

test("what a check mended goes back to what it was, byte for byte", async () => {
  const { run, root, registry } = await scannedPlace();
  await rm(join(root, "one", "tiny"), { recursive: true });
  const file = join(registry, "model_registry.discovered.json");
  const before = await readFile(file);
  const said = await run("verify", "--fix-missing", "--record", "--apply");
  expect(said.stdout).toContain("✅ Cleared the download of 1 entry; recorded the hashes of 4 entries");
  expect(await readFile(file)).not.toEqual(before);
  expect(await run("undo", "last", "--apply", "--yes")).toMatchObject({ code: 0 });
  expect(await readFile(file)).toEqual(before);
});

test("a root that is not there at all is a disk to mount, not models to forget", async () => {
  const { run, root, registry } = await scannedPlace();
  await rm(root, { recursive: true });
  const said = await run("verify", "--fix-missing", "--apply");
  expect(said.stdout).toContain("perhaps a disk that is not mounted");
  expect((await readLayer(registry)).every(({ download_path }) => download_path !== null)).toBe(true);
});

test("what Ollama keeps is neither wrong nor forgotten", async () => {
  const { run, json, registry } = await makePlace();
  await saveEntries(registry, [entryAt("llama", "ollama:/llama3:8b", { backend: "ollama" })]);
  const said = await run("verify", "--fix-missing", "--apply");
  expect(said).toMatchObject({ code: 0 });
  expect(said.stdout).toContain("llama - kept by Ollama");
  expect(await json("verify")).toMatchObject({ keptByOllama: 1, invalid: 0 });
});
