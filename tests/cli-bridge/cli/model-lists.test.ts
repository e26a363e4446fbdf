import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { modelList } from "#cli-bridge/protocol/model-list.ts";
import { entryAt, fillRoot, makePlace, readLayer, resultTold } from "./modeldeck.ts";

const commit = "c".repeat(40);
const llama = "llama-3-8b-instruct_(Q4_K_M)";

async function exportedList() {
  const place = await makePlace();
  await fillRoot(place.root);
  await place.run("scan", "--apply");
  await place.run("set-roles", "--roles=chat", "--apply", "--", llama);
  const said = await place.run("export-models");
  const { code, stdout } = said;
  expect(resultTold(said)).toMatchObject({ result: { report: { prints: "models.json" } } });
  return { place, code, list: modelList.parse(JSON.parse(stdout)), stdout };
}

test("a list says what is needed to have the same elsewhere, and no path of this machine", async () => {
  const { place, code, list, stdout } = await exportedList();
  expect(code).toBe(0);
  expect(stdout).not.toContain(place.folder);
  expect(list.models.find(({ name }) => name === llama)).toMatchObject({
    ...{ backend: "vllm", format: "gguf", quantization: "q4_k_m", roles: ["chat"] },
    repo: "bart/Llama-3-8B-Instruct-GGUF",
    files: [{ path: "llama-Q4_K_M.gguf", bytes: expect.any(Number) }],
  });
  expect(await place.json("export-models", llama)).toMatchObject({ models: [{ name: llama }] });
  expect((await place.run("export-models", "--", "not-there")).code).toBe(1);
});

test("where a list comes from, all of it is here", async () => {
  const { place, stdout, list } = await exportedList();
  const file = join(place.folder, "models.json");
  await writeFile(file, stdout);
  const said = await place.run("import-models", "--", file);
  expect(said.stdout).toContain(`Of ${list.models.length} models, ${list.models.length} are here`);
  expect(await place.json("import-models", file)).toMatchObject({ added: [] });
});

test("elsewhere what is missing is added by name with its roles, and each has its download", async () => {
  const { stdout } = await exportedList();
  const other = await makePlace();
  const file = join(other.folder, "models.json");
  await writeFile(file, stdout);
  const said = await other.run("import-models", "--apply", "--", file);
  expect(said.stdout).toContain("Added 5 models by name.");
  expect(said.stdout).toContain(
    "modeldeck download --weights=llama-Q4_K_M.gguf -- bart/Llama-3-8B-Instruct-GGUF",
  );
  const entry = (await readLayer(other.registry)).find(({ name }) => name === llama);
  expect(entry).toMatchObject({ download_path: null, roles: ["chat"], quantization: "q4_k_m" });
  expect((await other.run("import-models", "--", file)).stdout).toContain("5 are known without files");
  expect((await other.run("undo", "last", "--apply")).code).toBe(0);
  expect((await other.run("import-models", "--", file)).stdout).toContain("5 are missing");
});

test("a commit that is known is asked for, Ollama's are Ollama's to fetch, and the rest is said", async () => {
  const source = { huggingface_id: "own/pinned", commit };
  const place = await makePlace([
    entryAt("pinned", "/gone/pinned", { source }),
    entryAt("served", "ollama://tiny:1b", { backend: "ollama", served_model_id: "tiny:1b" }),
    entryAt("nowhere", "/gone/nowhere"),
  ]);
  const file = join(place.folder, "models.json");
  await writeFile(file, (await place.run("export-models")).stdout);
  const other = await makePlace();
  const { list, warnings } = (await other.json("import-models", file)) as {
    list: object;
    warnings: string[];
  };
  expect(list).toMatchObject({
    models: [{ name: "pinned", state: "missing" }, { name: "served" }, { name: "nowhere" }],
    downloads: [{ model: `own/pinned@${commit}` }],
  });
  expect(warnings).toEqual([
    "served: fetch it with: ollama pull tiny:1b",
    "nowhere: the list does not say where it comes from",
  ]);
});

test.each([
  ["{", "it is not JSON: it breaks off at line 1, column 2"],
  ['{"format":"other"}', "is no list of models"],
  ['{"format":"modeldeck-models","version":1,"models":[{"name":""}]}', "is no list of models"],
])("a file with %s is refused", async (text, says) => {
  const { run, folder } = await makePlace();
  const file = join(folder, "models.json");
  await writeFile(file, text);
  expect(await run("import-models", "--", file)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(says),
  });
  expect((await run("import-models", "--", join(folder, "none"))).code).toBe(1);
});
