import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import {
  type RefreshSources,
  refreshArchitecture,
  tallyOf,
} from "#lib/registry/operations/refresh-architecture.ts";
import { readLoadMetrics } from "#lib/registry/operations/refresh-metrics.ts";
import { GgufWriter, makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const writer = new GgufWriter();
const header = makeGgufModel({
  ...{ fileType: 15, types: [12] },
  keys: [
    writer.number("llama.block_count", 32),
    writer.number("llama.context_length", 8192),
    writer.number("llama.attention.head_count", 32),
  ],
});
const event = (model: string, minute: number, metrics: object, more: object = {}) =>
  JSON.stringify({ model, timestamp: `2026-11-20T10:0${minute}:00Z`, payload: { metrics, ...more } });

async function place(entries: object[], log?: string[]) {
  const folder = await temporaryFolder();
  const [dir, root, file] = [join(folder, "configs"), join(folder, "weights"), join(folder, "log.jsonl")];
  await mkdir(dir);
  const text = JSON.stringify(entries).replaceAll("ROOT", root);
  await writeFile(join(dir, "model_registry.discovered.json"), text);
  if (log) await writeFile(file, `${log.join("\n")}\n`);
  await makeFolder(root, {
    "o/a/a.gguf": header,
    "o/b/model.safetensors": makeSafetensors([["w", "F16", [8, 8]]]),
    "o/b/config.json": { architectures: ["LlamaForCausalLM"], num_hidden_layers: 24, hidden_size: 64 },
  });
  let sources: RefreshSources = { figures: new Set(), loads: new Set() };
  const maintaining = (more: object = {}) => ({
    command: "refresh-architecture",
    operation: refreshArchitecture(
      { limit: undefined, metrics: { file, isNamed: log !== undefined }, picked: {}, ...more },
      (each) => {
        sources = each;
      },
    ),
  });
  return {
    plan: (more?: object) => planMaintenance(dir, maintaining(more)),
    apply: () => applyMaintenance(dir, maintaining()),
    tally: (plan: Pick<Plan, "changed">) => tallyOf(plan, sources),
    metadata: async () =>
      JSON.parse(await readFile(join(dir, "model_registry.discovered.json"), "utf8")).map(
        (each: { metadata: unknown }) => each.metadata,
      ),
  };
}

const entry = (name: string, path: string | null, metadata: object = {}, more: object = {}) => ({
  ...{ name, backend: "vllm", download_path: path, metadata, ...more },
});

test("figures come from headers and configurations; what files do not tell and what a person set stays", async () => {
  const known = { num_layers: 1, vocab_size: 7, runtime: { kept: true }, num_kv_heads: 4 };
  const { plan, apply, metadata, tally } = await place([
    entry("a", "ROOT/o/a/a.gguf", {
      notes: 1,
      architecture: { ...known, field_sources: { num_kv_heads: "manual" } },
    }),
    entry("b", "ROOT/o/b"),
    entry("gone", "ROOT/o/gone"),
  ]);
  const { plan: done } = await apply();
  const [a, b, gone] = await metadata();
  expect(a).toMatchObject({
    notes: 1,
    architecture: { ...known, num_layers: 32, context_length: 8192, name: "llama" },
  });
  expect(a.architecture.field_sources).toMatchObject({ num_layers: "gguf", num_kv_heads: "manual" });
  expect(b.architecture).toMatchObject({ num_layers: 24, field_sources: { num_layers: "config.json" } });
  expect(gone).toEqual({});
  expect(tally(done)).toEqual({ figures: 2, loads: 0 });
  expect((await plan()).changed).toEqual([]);
});

test("the latest load of each model is merged, in whatever order the log has them, and broken lines are counted", async () => {
  const { plan, apply, metadata, tally } = await place(
    [
      entry("m", null, { architecture: { num_layers: 2, runtime: { earlier: 1 } } }),
      entry("served", "ollama:/x", {}, { served_model_id: "x:7b", backend: "ollama" }),
    ],
    [
      event("m", 5, { kv_cache_dtype: "fp8" }, { extra_args: ["--max-model-len", "4096"] }),
      event("m", 1, { kv_cache_dtype: "old" }),
      "{broken",
      "[]",
      '{"model":"m","timestamp":"never","payload":{}}',
      event("x:7b", 2, { gpu: 1 }),
      event("stranger", 2, {}),
      "",
    ],
  );
  const seen = await plan();
  expect(seen.changed).toHaveLength(2);
  expect(tally(seen)).toEqual({ figures: 0, loads: 2 });
  expect(seen.warnings[0]).toMatch(/^3 of 7 lines of .* are no events/);
  expect(seen.warnings[1]).toMatch(/^1 models of .* are not in the registry/);
  await apply();
  const [m, served] = await metadata();
  expect(m.architecture).toEqual({
    num_layers: 2,
    runtime: {
      ...{ earlier: 1, kv_cache_dtype: "fp8", extra_args_snapshot: ["--max-model-len", "4096"] },
      ...{ observed_at: "2026-11-20T10:05:00Z", source: "runtime-log" },
    },
    sources: ["runtime-log"],
  });
  expect(served.architecture.runtime).toMatchObject({ gpu: 1 });
  expect((await plan()).changed).toEqual([]);
});

test("what is locked is counted nowhere, for it learns nothing", async () => {
  const locked = { version_lock: { locked: true } };
  const { plan, tally } = await place([entry("a", "ROOT/o/a/a.gguf"), entry("b", "ROOT/o/b", {}, locked)]);
  const seen = await plan();
  expect([seen.changed.length, tally(seen)]).toEqual([1, { figures: 1, loads: 0 }]);
});

test("a limit narrows how many are looked at", async () => {
  const { plan } = await place([entry("a", "ROOT/o/a/a.gguf"), entry("b", "ROOT/o/b")]);
  expect((await plan({ limit: 1 })).changed.map(({ name }) => name)).toEqual(["a"]);
});

test("a log that was named has to be there", async () => {
  const { plan } = await place([]);
  const metrics = { file: "/nowhere/log.jsonl", isNamed: true };
  await expect(plan({ metrics })).rejects.toThrow("There is no log of loads");
});

test("a line too long to be an event is broken, and the next one is read", async () => {
  const file = join(await temporaryFolder(), "log");
  await writeFile(file, `${"x".repeat(3_000_000)}\n${event("m", 1, {})}`);
  expect(await readLoadMetrics(file)).toMatchObject({ lines: 2, broken: 1, latest: [{ model: "m" }] });
});

test("a path that is no model's is said to be that, and not to be unreadable", async () => {
  const { plan } = await place([entry("a", "/")]);
  expect((await plan()).warnings).toEqual(["a: / is no model's folder."]);
});
