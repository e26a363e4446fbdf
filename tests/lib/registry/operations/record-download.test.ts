import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { type Downloaded, modelsInDownload } from "#lib/registry/operations/downloaded-model.ts";
import { readModelNotes } from "#lib/registry/operations/model-notes.ts";
import { planRecord, type Recording, recordDownload } from "#lib/registry/operations/record-download.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { weightFaultsOf } from "#lib/registry/operations/weight-faults.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const quantised = (fileType: number, type: number) => makeGgufModel({ fileType, types: [type] });

async function makePlaces() {
  const folder = await temporaryFolder();
  const dir = join(folder, "registry");
  await makeFolder(dir, { "model_registry.discovered.json": "[]\n" });
  const at = (name: string) => join(folder, "weights", name);
  const record = async (name: string, weights: string[], more: Partial<Downloaded> = {}) => {
    const recording = await recordingOf(at(name), { repo: "acme/Tiny-GGUF", weights, ...more });
    return recordDownload(dir, recording);
  };
  const entries = async () => (await loadRegistry(dir)).entries;
  return { dir, at, record, entries };
}

async function recordingOf(folder: string, more: Partial<Downloaded>): Promise<Recording> {
  const model = await detectModel(folder);
  const downloaded: Downloaded = {
    ...{ folder, repo: "acme/Tiny", revision: "main", commit, location: "linux_wsl", weights: [] },
    ...{ license: "mit", pipelineTag: "text-generation", library: undefined, supportRepo: undefined },
    files: model.files.map(({ path }, index) => ({ path, sha256: String(index).repeat(64) })),
    notes: await readModelNotes(model),
    ...more,
  };
  return { downloaded, models: modelsInDownload(downloaded, model), files: [], warnings: [], state: "" };
}

test("a download becomes an entry with its source, its hashes and what its notes tell", async () => {
  const { at, record, entries } = await makePlaces();
  await makeFolder(at("acme/Tiny"), {
    "model.safetensors": makeSafetensors([["a", "BF16", [4, 4]]]),
    "config.json": { model_type: "llama", torch_dtype: "bfloat16" },
    "README.md":
      "---\nlicense: apache-2.0\n---\nServe it with vLLM; it does tool calls. AWQ and Q4_K_M exist.",
    LICENSE: "words",
    "chat_template.jinja": "{{ messages }}",
  });
  const { names, plan } = await record("acme/Tiny", ["model.safetensors"], { repo: "acme/Tiny" });
  expect(names).toEqual(["tiny_(BF16)"]);
  expect(plan.added).toHaveLength(1);
  const [entry] = await entries();
  expect(entry?.raw).toMatchObject({
    backend: "vllm",
    license: "mit",
    source: { huggingface_id: "acme/Tiny", revision: "main", commit },
    model_aliases: ["acme/Tiny"],
    download_path: at("acme/Tiny"),
    download_files: ["LICENSE", "README.md", "chat_template.jinja", "config.json", "model.safetensors"],
    downloaded_at: expect.any(String),
    artifacts: { aggregate_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), files: { length: 5 } },
    metadata: {
      created_from_download: true,
      branch: "main",
      commit,
      model_type: "text-generation",
      verified_complete: true,
      selected_weight_files: ["model.safetensors"],
      readme_file: "README.md",
      readme_signals: {
        license_hint: "apache-2.0",
        backends: ["vllm"],
        tool_calls: true,
        quant_details: ["q4_k_m"],
      },
      license_file: "LICENSE",
      external_chat_template_files: ["chat_template.jinja"],
      primary_chat_template_file: "chat_template.jinja",
    },
  });
});

test("the same once more is the same entry, and what a person set stays", async () => {
  const { dir, at, record, entries } = await makePlaces();
  await makeFolder(at("acme/Tiny-GGUF"), { "t-Q4_K_M.gguf": quantised(15, 12) });
  await record("acme/Tiny-GGUF", ["t-Q4_K_M.gguf"]);
  expect((await record("acme/Tiny-GGUF", ["t-Q4_K_M.gguf"])).names).toEqual(["tiny_(Q4_K_M)"]);
  expect(await entries()).toHaveLength(1);
  const { plan } = await planRecord(
    dir,
    await recordingOf(at("acme/Tiny-GGUF"), {
      repo: "acme/Tiny-GGUF",
      weights: ["t-Q4_K_M.gguf"],
      revision: "v2",
    }),
  );
  expect(plan.changed[0]?.changes.map(({ field }) => field).sort()).toEqual(["metadata.branch", "source"]);
});

test("a second quantisation in the same folder gets an entry, and the first is found by its own file from then on", async () => {
  const { at, record, entries } = await makePlaces();
  const folder = await makeFolder(at("acme/Tiny-GGUF"), { "t-Q4_K_M.gguf": quantised(15, 12) });
  await record("acme/Tiny-GGUF", ["t-Q4_K_M.gguf"]);
  await makeFolder(folder, { "t-Q8_0.gguf": quantised(7, 8) });
  expect((await record("acme/Tiny-GGUF", ["t-Q8_0.gguf"])).names).toEqual(["tiny_(Q8_0)"]);
  const found = Object.fromEntries((await entries()).map(({ name, path }) => [name, path]));
  expect(found).toEqual({
    "tiny_(Q4_K_M)": join(folder, "t-Q4_K_M.gguf"),
    "tiny_(Q8_0)": join(folder, "t-Q8_0.gguf"),
  });
});

test("the same name of another owner is another entry; one that lost its files is the same again elsewhere", async () => {
  const { at, record, entries } = await makePlaces();
  const files = { "t-Q4_K_M.gguf": quantised(15, 12) };
  await makeFolder(at("acme/Tiny-GGUF"), files);
  await makeFolder(at("bart/Tiny-GGUF"), files);
  await record("acme/Tiny-GGUF", ["t-Q4_K_M.gguf"]);
  const { names } = await record("bart/Tiny-GGUF", ["t-Q4_K_M.gguf"], { repo: "bart/Tiny-GGUF" });
  expect(names).toEqual(["tiny_(Q4_K_M)__bart"]);
  await rm(at("acme"), { recursive: true });
  await makeFolder(at("there/acme/Tiny-GGUF"), files);
  expect((await record("there/acme/Tiny-GGUF", ["t-Q4_K_M.gguf"])).names).toEqual(["tiny_(Q4_K_M)"]);
  expect(await entries()).toHaveLength(2);
});

test("an entry whose path is not whole is not taken for the model that came, wherever one works", async () => {
  const { dir, at, record, entries } = await makePlaces();
  await makeFolder(at("acme/Tiny-GGUF"), { "t-Q4_K_M.gguf": quantised(15, 12) });
  const download_path = relative(process.cwd(), at("acme/Tiny-GGUF"));
  const other = { name: "other", display_name: "Other", backend: "vllm", download_path };
  await makeFolder(dir, { "model_registry.discovered.json": JSON.stringify([other]) });
  expect((await record("acme/Tiny-GGUF", ["t-Q4_K_M.gguf"])).names).toEqual(["tiny_(Q4_K_M)"]);
  expect((await entries()).find(({ name }) => name === "other")?.raw).toEqual(other);
});

test("what a download entered can be taken back", async () => {
  const { dir, at, record, entries } = await makePlaces();
  await makeFolder(at("acme/Tiny-GGUF"), { "t-Q4_K_M.gguf": quantised(15, 12) });
  const { change = "" } = await record("acme/Tiny-GGUF", ["t-Q4_K_M.gguf"]);
  expect(await entries()).toHaveLength(1);
  await applyUndo({ dir, roots: [] }, { run: change }, undefined);
  expect(await entries()).toEqual([]);
});

test("a header that does not fit its file is found out", async () => {
  const { at } = await makePlaces();
  const whole = quantised(15, 12);
  const folder = await makeFolder(at("x"), {
    "cut.gguf": whole.subarray(0, whole.length - 64),
    "whole.gguf": whole,
    "cut.safetensors": makeSafetensors([["a", "BF16", [4, 4]]]).subarray(0, 70),
  });
  const faults = await weightFaultsOf(folder, ["cut.gguf", "whole.gguf", "cut.safetensors"]);
  expect(faults).toEqual([expect.stringContaining("cut.gguf"), expect.stringContaining("cut.safetensors")]);
});
