import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { displayNameOf, nameOfDisplay } from "#lib/registry/operations/simple-name.ts";
import { namingOfServedId } from "#lib/registry/operations/simple-ollama-name.ts";
import { applySlugs, type SlugsReport } from "#lib/registry/operations/slugs-applied.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

type Wanted = Partial<Parameters<typeof applySlugs>[0]>;

async function place(discovered: object[], curated: object[] = []) {
  const dir = await temporaryFolder();
  await mkdir(dir, { recursive: true });
  const file = (layer: string) => join(dir, `model_registry.${layer}.json`);
  await writeFile(file("discovered"), JSON.stringify(discovered));
  await writeFile(file("curated"), JSON.stringify(curated));
  let report: SlugsReport = { operations: [], skipped: [] };
  const maintaining = (wanted: Wanted = {}) => ({
    command: "apply-simple-slugs",
    operation: applySlugs(
      {
        ...{ renameSlugs: true, disambiguate: "backend", includeOllama: true, includeHf: true },
        ...{ allowSkip: true, testsOnly: false, picked: {}, ...wanted },
      },
      (each) => {
        report = each;
      },
    ),
  });
  const layer = async (name: string): Promise<Record<string, unknown>[]> =>
    JSON.parse(await readFile(file(name), "utf8"));
  return {
    plan: (wanted?: Wanted) => planMaintenance(dir, maintaining(wanted)),
    apply: (wanted?: Wanted) => applyMaintenance(dir, maintaining(wanted)),
    layer,
    names: async () => (await layer("discovered")).map(({ name }) => String(name)),
    report: () => report,
  };
}

const hub = (name: string, id: string, more: object = {}) => ({
  ...{ name, display_name: name, backend: "vllm", quantization: "bf16" },
  ...{ source: { huggingface_id: id }, download_path: `/w/${id}`, download_format: "safetensors", ...more },
});
const ollama = (name: string, id: string) => ({
  ...{ name, display_name: name, backend: "ollama", served_model_id: id, quantization: "q4_k_m" },
  ...{ download_path: `ollama:/${id}`, metadata: { ollama_family: "anything" } },
});

test("a simple name is given when it is free, and a suffix only on a real collision", async () => {
  const { apply, names } = await place([
    hub("first", "meta/Llama-3-8B"),
    hub("second", "other/Llama-3-8B"),
    hub("third", "meta/Llama-3-8B", { backend: "lmdeploy" }),
    hub("alone", "qwen/Qwen3-4B"),
  ]);
  await apply();
  expect(await names()).toEqual([
    "llama-3-8b_(BF16)__vllm",
    "llama-3-8b_(BF16)__other",
    "llama-3-8b_(BF16)",
    "qwen3-4b_(BF16)",
  ]);
});

test("what has files gets the simple name before what has none", async () => {
  const { apply, names } = await place([
    hub("spoken-of", "a/tiny", { download_path: null }),
    hub("on-disk", "z/tiny"),
  ]);
  await apply();
  expect(await names()).toEqual(["tiny_(BF16)__a", "tiny_(BF16)"]);
});

test("a placeholder of an older import is known by its name, and keeps it", async () => {
  const placeholder = { ...ollama("model-ollama-gguf-1", "llama3:8b"), served_model_id: null };
  const { plan, names } = await place([{ ...placeholder, download_path: null }]);
  expect((await plan()).summary).toBe("Nothing to do.");
  expect((await plan({ renameSlugs: false })).changed).toEqual([]);
  expect(await names()).toEqual(["model-ollama-gguf-1"]);
});

test("whoever has a fitting name keeps it", async () => {
  const { plan, names } = await place([
    hub("tiny_(BF16)", "z/tiny", { display_name: "tiny (BF16)" }),
    hub("tiny_(BF16)__a", "a/tiny", { display_name: "tiny (BF16) [A]" }),
  ]);
  expect((await plan()).summary).toBe("Nothing to do.");
  expect(await names()).toHaveLength(2);
});

test("a chain of names moves on in order, and a swap is left alone and said", async () => {
  const { apply, names, report } = await place([
    hub("a", "o/x"),
    hub("x_(BF16)", "o/y"),
    hub("p_(BF16)", "o/q"),
    hub("q_(BF16)", "o/p"),
  ]);
  await apply();
  expect(await names()).toEqual(["x_(BF16)", "y_(BF16)", "p_(BF16)", "q_(BF16)"]);
  expect(report().skipped.map(({ old_name }) => old_name)).toEqual(["p_(BF16)", "q_(BF16)"]);
});

test("a rename keeps everything in both layers, and the JSON tells old, new and display", async () => {
  const notes = { roles: ["chat"], metadata: { notes: "mine" } };
  const { apply, layer, report } = await place(
    [hub("old", "o/new", { roles: ["chat"], unknown_key: 1 })],
    [{ name: "old", backend: "vllm", ...notes }],
  );
  await apply();
  expect(await layer("discovered")).toEqual([
    { ...hub("new_(BF16)", "o/new", { roles: ["chat"], unknown_key: 1 }), display_name: "new (BF16)" },
  ]);
  expect((await layer("curated"))[0]).toMatchObject({ name: "new_(BF16)", ...notes });
  expect(report().operations).toEqual([{ old: "old", new: "new_(BF16)", display: "new (BF16)" }]);
});

test("the plan of a rename has one row, which says the old name and the new", async () => {
  const { plan, apply } = await place([
    hub("old", "o/new"),
    // Each gets the name that another gives up.
    hub("b_(BF16)", "o/c"),
    hub("a", "o/b"),
  ]);
  const shown = await plan();
  expect(shown).toMatchObject({ summary: "3 entries to change.", added: [], removed: [] });
  const names = shown.changed.map(({ name, changes }) => [
    name,
    ...changes.filter(({ field }) => field === "name").map(({ after }) => after),
  ]);
  expect(names.sort()).toEqual([
    ["a", "b_(BF16)"],
    ["b_(BF16)", "c_(BF16)"],
    ["old", "new_(BF16)"],
  ]);
  const one = await plan({ picked: { only: ["old"] } });
  expect(one.changed.map(({ name }) => name)).toEqual(["old"]);
  const { plan: done, touched } = await apply();
  expect(done.id).toBe(shown.id);
  expect(touched).toHaveLength(3);
});

test("without renaming only what is displayed changes", async () => {
  const { apply, layer } = await place([hub("old", "o/new"), hub("two", "p/new")]);
  await apply({ renameSlugs: false });
  expect((await layer("discovered")).map((each) => [each.name, each.display_name])).toEqual([
    ["old", "new (BF16)"],
    ["two", "new (BF16) [P]"],
  ]);
});

test("what cannot be told apart is skipped and said, or stands in the way when skipping is not allowed", async () => {
  const { plan } = await place([hub("a", "o/m"), hub("b", "p/m")]);
  const skipping = await plan({ disambiguate: "none" });
  expect(skipping.warnings).toEqual(["Skipped 1 colliding entries (b)."]);
  const refusing = await plan({ disambiguate: "none", allowSkip: false });
  expect(refusing.blocked[0]?.what).toContain("Target names already exist in registry (first 10): m_(BF16)");
});

test("locked entries and those left out keep their names, and nobody takes them", async () => {
  const { plan, names, apply } = await place([
    hub("m_(BF16)", "o/n", { version_lock: { locked: true } }),
    hub("a", "o/m"),
    hub("b", "o/left"),
  ]);
  const seen = await plan({ picked: { except: ["b"] } });
  expect(seen.spared).toEqual([{ name: "m_(BF16)", why: "locked" }]);
  await apply({ picked: { except: ["b"] } });
  expect(await names()).toEqual(["m_(BF16)", "m_(BF16)__m", "b"]);
});

test("every locked entry that stays is told", async () => {
  const locked = { version_lock: { locked: true } };
  const { plan } = await place([hub("a", "o/m", locked), hub("b", "o/n", locked), hub("c", "o/left")]);
  expect((await plan()).spared).toEqual(["a", "b"].map((name) => ({ name, why: "locked" })));
});

test("test entries are marked as such, once and for good", async () => {
  const { apply, plan, names, layer } = await place([hub("demo-model-1", "o/m"), hub("real", "o/m2")]);
  await apply({ testsOnly: true });
  expect(await names()).toEqual(["__TESTZZZ__m_(BF16)", "real"]);
  expect((await layer("discovered"))[0]?.metadata).toEqual({ testing: true });
  expect((await plan({ testsOnly: true })).summary).toBe("Nothing to do.");
});

test("Ollama's models are named by the id they are served by, whatever else Ollama said of them", async () => {
  const { apply, names } = await place([
    ollama("llama_8.0b_(Q4_K_M)", "llama3.1:8b-instruct-q4_K_M"),
    ollama("x", "hf.co/unsloth/Qwen3-4B-GGUF:Q4_K_M"),
    ollama("y", "qwen2.5vl:7b"),
  ]);
  await apply();
  const expected = ["llama3.1-8b-instruct_(Q4_K_M)", "qwen3_4b_(Q4_K_M)", "qwen2.5vl_7b_(Q4_K_M)"];
  expect(await names()).toEqual(expected);
  await apply();
  expect(await names()).toEqual(expected);
});

test.each([
  ["llama3.1:8b-instruct-q4_K_M", "llama3.1-8b-instruct-q4-k-m", "q4_k_m"],
  ["qwen2.5vl:7b", "qwen2.5vl-7b", undefined],
  ["x", "x-latest", undefined],
  ["hf.co/o/R-GGUF:IQ4_XS", "r", "iq4_xs"],
  ["host:5000/o/m", "m-latest", undefined],
])("the id %s tells the family %s and the quantisation %s", (id, family, quantization) => {
  expect(namingOfServedId(id)).toEqual({ family, quantization });
});

test("in any order the same models get the same names, and naming them twice changes nothing", async () => {
  const pick = <T>(from: readonly T[], at: number) => from[at % from.length] as T;
  for (let seed = 1; seed <= 8; seed += 1) {
    let state = seed * 7919;
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    const models = Array.from({ length: 12 }, (_, index) => {
      const id = `${pick(["a", "b", "c"], random(3))}/${pick(["m", "n"], random(2))}`;
      const simple = nameOfDisplay(displayNameOf({ family: "m", backend: "vllm", quantization: "bf16" }));
      const name = pick([`e${index}`, simple, `${simple}__a`, `${simple}__2`], random(4));
      const backend = pick(["vllm", "lmdeploy"], random(2));
      return hub(name, id, { backend, download_path: `/w/${id}/${index}` });
    });
    const unique = [...new Map(models.map((model) => [model.name, model])).values()];
    const shuffled = unique
      .map((model) => ({ model, at: random(1e6) }))
      .sort((one, other) => one.at - other.at)
      .map(({ model }) => model);
    const namesIn = async (order: object[]) => {
      const { apply, plan, layer } = await place(order);
      await apply();
      expect((await plan()).summary).toBe("Nothing to do.");
      const named = (await layer("discovered")).map((each) => [each.download_path, each.name]);
      expect(new Set(named.map(([, name]) => name)).size).toBe(order.length);
      return new Map(named.sort() as [string, string][]);
    };
    expect(await namesIn(shuffled)).toEqual(await namesIn(unique));
  }
});
