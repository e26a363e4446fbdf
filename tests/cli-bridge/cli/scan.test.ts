import { realpath } from "node:fs/promises";
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

const gguf = makeGgufModel({ fileType: 15, types: [12, 12] });

type Row = { name: string; format: string; quantization: string; producer: string };

async function filledPlace() {
  const place = await makePlace();
  await fillRoot(place.root);
  return place;
}

const expected = [
  "große-ähre_(BF16)",
  "llama-3-8b-instruct_(Q4_K_M)",
  "llama-3-8b-instruct_(Q8_0)",
  "tiny_(BF16)",
  "tiny_(BF16)__two",
];

test("a scan tells each model as it is found, and shows the plan before anything is added", async () => {
  const { run, root, json } = await filledPlace();
  const said = await run("scan");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toContain(join(root, "one", "tiny"));
  expect(planTold(said)).toMatchObject({ plan: { added: { length: 5 } } });
  expect(said.told[0]).toMatchObject({ type: "progress", progress: { phase: "scan", done: 1 } });
  expect(await json("list")).toEqual([]);
});

test("what is found becomes entries that the original could have written", async () => {
  const { run, json, registry, root } = await filledPlace();
  const said = await run("scan", "--apply");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toContain("✅ Imported 5 repositories into registry");
  expect(resultTold(said)).toMatchObject({ result: { summary: "Imported 5 models into the registry." } });
  const rows = (await json("list")) as Row[];
  expect(rows.map(({ name }) => name).toSorted()).toEqual(expected);
  expect(rows.find(({ name }) => name === "llama-3-8b-instruct_(Q8_0)")).toMatchObject({
    format: "gguf",
    quantization: "q8_0",
    producer: "bart",
  });
  const tiny = (await readLayer(registry)).find(({ name }) => name === "tiny_(BF16)");
  expect(tiny).toMatchObject({
    display_name: "tiny (BF16)",
    backend: "vllm",
    download_path: join(root, "one", "tiny"),
    download_files: ["config.json", "model.safetensors"],
    download_location: "linux_wsl",
    source: { huggingface_id: "one/tiny" },
    downloaded_at: expect.any(String),
    served_model_id: null,
  });
  expect(tiny?.backend_config).toMatchObject({
    port: 24001,
    extra_args:
      "--max-model-len 4096 --max-num-seqs 1 --gpu-memory-utilization 0.85 --tensor-parallel-size 1".split(
        " ",
      ),
  });
});

test("a chat template in a file of its own is named whole, and one in another file is not named", async () => {
  const { run, registry, root } = await filledPlace();
  const template = { chat_template: "{{ messages }}" };
  await put(join(root, "one", "tiny", "chat_template.json"), JSON.stringify(template));
  await put(join(root, "two", "tiny", "tokenizer_config.json"), JSON.stringify(template));
  await run("scan", "--apply");
  const entries = await readLayer(registry);
  const templateOf = (named: string) => entries.find(({ name }) => name === named)?.chat_template;
  const file = join(await realpath(root), "one", "tiny", "chat_template.json");
  expect(templateOf("tiny_(BF16)")).toMatchObject({ source: "external", path: file });
  expect(templateOf("tiny_(BF16)__two")).toMatchObject({ source: "embedded", path: null });
});

test("scanning again changes nothing, and names stay", async () => {
  const { run, registry } = await filledPlace();
  await run("scan", "--apply");
  const before = await readLayer(registry);
  expect((await run("scan", "--apply")).stdout).toContain(
    "Imported 0 repositories into registry  |  5 known already",
  );
  expect(await readLayer(registry)).toEqual(before);
});

test("the same model on another backend gets a name of its own", async () => {
  const { run, registry, root } = await makePlace();
  await saveEntries(registry, [entryAt("tiny_(BF16)", "/elsewhere/tiny", { backend: "ollama" })]);
  await fillRoot(root);
  await run("scan", "--apply");
  const names = (await readLayer(registry)).map(({ name }) => name);
  expect(names).toContain("tiny_(BF16)__vllm");
  expect(names).toContain("tiny_(BF16)__two");
});

test("a scan gives an entry that lost its download its files back", async () => {
  const { run, json } = await filledPlace();
  await run("scan", "--apply");
  await run("remove", "tiny_(BF16)", "--apply", "-y");
  expect((await run("scan", "--apply")).stdout).toContain("1 refreshed");
  const names = ((await json("list")) as Row[]).map(({ name }) => name);
  expect(names.toSorted()).toEqual(expected);
});

test("files that changed are taken in when a refresh is asked for", async () => {
  const { run, root, registry } = await filledPlace();
  await run("scan", "--apply");
  await put(join(root, "one", "tiny", "extra.json"), "{}");
  await run("scan", "--apply");
  const filesOf = async () =>
    (await readLayer(registry)).find(({ name }) => name === "tiny_(BF16)")?.download_files;
  expect(await filesOf()).not.toContain("extra.json");
  await run("scan", "--apply", "--update-existing");
  expect(await filesOf()).toContain("extra.json");
});

test("test and demo models are left out unless they are asked for", async () => {
  const { run, root } = await makePlace();
  await fillRoot(join(root, "demo"));
  await put(join(root, "x", "demo-model", "model.gguf"), gguf);
  expect((await run("scan", "--apply")).stdout).toContain("Skipped 1 testing/demo entries");
});

test("weights whose header contradicts their size are left out, and named", async () => {
  const { run, root, registry } = await makePlace();
  await put(join(root, "own", "cut", "cut-Q4_K_M.gguf"), gguf.subarray(0, gguf.length - 100));
  await put(join(root, "own", "whole", "whole-Q4_K_M.gguf"), gguf);
  expect((await run("scan", "--apply")).stdout + (await run("scan")).stdout).toMatch(
    /left out: "cut-Q4_K_M.gguf": its tensors need \d+ bytes/,
  );
  expect((await readLayer(registry)).map(({ name }) => name)).toEqual(["whole_(Q4_K_M)"]);
});

test("nothing to find is a success, and a folder that is not there is not", async () => {
  const { run, root } = await makePlace();
  expect((await run("scan")).stdout).toContain("📭 No candidate repositories found");
  expect((await run("scan", "--apply")).stdout).toContain("📭 No candidate repositories found");
  const said = await run("scan", "--base", join(root, "not"));
  expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining("Base path does not exist: ") });
  await put(join(root, "model.gguf"), "GGUF");
  expect((await run("scan", "--base", join(root, "model.gguf"))).stderr).toContain("is a file, not a folder");
});

test("one document in JSON holds the plan and the tally", async () => {
  const { json } = await filledPlace();
  expect(await json("scan")).toMatchObject({ applied: false, added: { length: 5 }, scan: { added: 5 } });
  expect(await json("scan", "--apply")).toMatchObject({
    applied: true,
    result: { summary: expect.any(String) },
  });
});

test("a plan of a scan holds only while the files are the same", async () => {
  const { run, json, root } = await filledPlace();
  const { id } = (await json("scan")) as { id: string };
  await put(join(root, "one", "tiny", "more.json"), "{}");
  expect(await run("scan", "--apply", `--plan=${id}`)).toMatchObject({ code: 1 });
  const { id: fresh } = (await json("scan")) as { id: string };
  expect(await run("scan", "--apply", `--plan=${fresh}`)).toMatchObject({ code: 0, stderr: "" });
});
