import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry, rehearseChange } from "#lib/registry/change-registry.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { planOf } from "#lib/registry/plan-of.ts";
import type { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

test("a folder without files is an empty registry, and so is no folder", async () => {
  const dir = await temporaryFolder();
  expect(await loadRegistry(dir)).toMatchObject({ entries: [], problems: [], readOnly: undefined });
  expect(await loadRegistry(join(dir, "none"))).toMatchObject({ entries: [], problems: [] });
});

test("reading writes nothing", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")], snapshot: [entryNamed("ghost")] });
  const before = await readdir(dir);
  await loadRegistry(dir);
  expect(await readdir(dir)).toEqual(before);
});

test("curated lies over discovered: tables merge, lists replace, null leaves what is below", async () => {
  const dir = await registryFolder({
    curated: [entryNamed("a", { roles: [], display_name: null, metadata: { notes: "mine" }, license: "" })],
    discovered: [
      entryNamed("a", { roles: ["chat"], display_name: "A", metadata: { library: "x" }, license: "mit" }),
    ],
  });
  const { entries } = await loadRegistry(dir);
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ layer: "curated", isInBothLayers: true, roles: [], displayName: "A" });
  expect(entries[0]?.raw).toMatchObject({ metadata: { notes: "mine", library: "x" }, license: "" });
});

test("the snapshot is output: what stands only there is not an entry", async () => {
  const dir = await registryFolder({
    discovered: [entryNamed("a")],
    snapshot: [entryNamed("a"), entryNamed("ghost")],
  });
  expect((await loadRegistry(dir)).entries.map(({ name }) => name)).toEqual(["a"]);
});

test("a single file from before the layers is read as the layers would be, and split by the first change", async () => {
  const dir = await registryFolder({
    snapshot: [
      entryNamed("hand"),
      entryNamed("made", { metadata: { created_from_download: true } }),
      { name: "o", backend: "ollama" },
    ],
  });
  const { entries } = await loadRegistry(dir);
  expect(Object.fromEntries(entries.map(({ name, layer }) => [name, layer]))).toEqual({
    hand: "curated",
    made: "discovered",
    o: "discovered",
  });
  const favour = (draft: RegistryDraft) => draft.setFields("hand", { roles: ["chat"] });
  const { registry, draft } = await rehearseChange(dir, favour);
  expect(planOf({ command: "set", state: registry.signature, draft }).warnings).toEqual([
    expect.stringContaining("This change splits it into two layers"),
  ]);
  await changeRegistry(dir, { command: "set" }, favour);
  const files = await readdir(dir);
  expect(files).toContain("model_registry.curated.json");
  expect(files).toContain("model_registry.backup.pre_split.json");
  expect((await loadRegistry(dir)).entries).toHaveLength(3);
});

test("a malformed entry is shown without what is wrong with it, reported, and kept", async () => {
  const odd = { name: "odd", roles: "chat", family: 7, future: { deep: [1] } };
  const dir = await registryFolder({ discovered: [odd, "text", { backend: "vllm" }, entryNamed("sound")] });
  const registry = await loadRegistry(dir);
  expect(registry.entries.map(({ name }) => name)).toEqual(["odd", "sound"]);
  expect(findEntry(registry, "odd")).toMatchObject({ backend: "unassigned", roles: [], raw: odd });
  expect(registry.problems.map(({ message }) => message)).toEqual([
    "Element 2 of model_registry.discovered.json is not an object.",
    "Element 3 of model_registry.discovered.json has no name.",
    "The entry odd is malformed at backend, roles, family.",
  ]);
  await changeRegistry(dir, { command: "set" }, (draft) => draft.setFields("sound", { roles: ["chat"] }));
  expect((await loadRegistry(dir)).layers.discovered).toEqual([
    odd,
    "text",
    { backend: "vllm" },
    entryNamed("sound", { roles: ["chat"] }),
  ]);
});

test("a name that stands twice in a layer is reported, and the last one counts", async () => {
  const dir = await registryFolder({
    discovered: [entryNamed("a", { family: "1" }), entryNamed("a", { family: "2" })],
  });
  const { entries, problems } = await loadRegistry(dir);
  expect(entries.map(({ family }) => family)).toEqual(["2"]);
  expect(problems[0]?.message).toContain("a stands twice");
});

const unreadable: [string, string | Buffer, string][] = [
  ["truncated", '[{"name": "a", "backe', "JSON"],
  ["empty", "", "it is empty"],
  [
    "with a key twice in one object",
    '[{"name":"a","backend":"x","backend":"y"}]',
    '"backend" stands twice in one object at line 1, in the entry a',
  ],
  ["nested beyond reason", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, "nested"],
  ["nested so, and no JSON besides", `${"[".repeat(200_000)}NaN${"]".repeat(200_000)}`, "nested"],
  ["not a list", '{"name":"a"}', "no list"],
  ["of a newer schema", '{"schema":2,"entries":[{"name":"a","backend":"x"}]}', "schema 2"],
];

test.each(unreadable)("a layer that is %s makes the registry read-only", async (_what, text, why) => {
  const dir = await registryFolder({ curated: [entryNamed("kept")] });
  await writeFile(join(dir, "model_registry.discovered.json"), text);
  await expectReadOnly(dir, why);
});

test("a key that stands twice is told with its entry and its line, and hides no other entry", async () => {
  const dir = await registryFolder({ curated: [entryNamed("kept")] });
  const file = join(dir, "model_registry.discovered.json");
  const twice = '{"name": "b",\n "metadata": {"n":1, "x:\\"": {"n": 2},\n "n": 3}, "backend": "x"}';
  await writeFile(file, `[{"name": "a", "backend": "x"},\n${twice}, {"name": "c", "backend": "x"}]`);
  const { entries, problems, layers } = await loadRegistry(dir);
  expect(problems[0]).toMatchObject({
    name: "b",
    message: expect.stringContaining('"n" stands twice in one object at line 4, in the entry b'),
  });
  expect(entries.map(({ name }) => name)).toEqual(["kept", "a", "b", "c"]);
  expect(entries[2]?.metadata).toMatchObject({ n: 3 });
  expect(layers.discovered).toEqual([]);
  await expectReadOnly(dir, "can only be read");
});

test("of a file that holds no entries no key is told", async () => {
  const dir = await registryFolder({ curated: [entryNamed("kept")] });
  await writeFile(join(dir, "model_registry.discovered.json"), '{"secret": 1,\n "secret": 2}');
  await expectReadOnly(dir, "a key stands twice in one object at line 2.");
});

test("a folder in place of a layer makes the registry read-only", async () => {
  const dir = await registryFolder({ curated: [entryNamed("kept")] });
  await mkdir(join(dir, "model_registry.discovered.json"));
  await expectReadOnly(dir, "not a file");
});

test("a layer of 100 MB is refused unread", async () => {
  const dir = await registryFolder({ curated: [entryNamed("kept")] });
  await writeFile(join(dir, "model_registry.discovered.json"), Buffer.alloc(100_000_000, " "));
  await expectReadOnly(dir, "more than");
});

test("a byte order mark is no obstacle", async () => {
  const dir = await registryFolder({});
  await writeFile(join(dir, "model_registry.discovered.json"), '\ufeff[{"name":"a","backend":"x"}]');
  expect(await loadRegistry(dir)).toMatchObject({ readOnly: undefined, entries: [{ name: "a" }] });
});

async function expectReadOnly(dir: string, why: string): Promise<void> {
  const registry = await loadRegistry(dir);
  expect(registry.readOnly).toContain(why);
  expect(registry.problems[0]).toMatchObject({ file: "model_registry.discovered.json" });
  expect(findEntry(registry, "kept")).toBeDefined();
  const files = await readdir(dir);
  const change = () => changeRegistry(dir, { command: "set" }, (draft) => draft.removeEntry("kept"));
  const rehearsal = () => rehearseChange(dir, (draft) => draft.removeEntry("kept"));
  for (const each of [change, rehearsal]) {
    await expect(each()).rejects.toMatchObject({ code: "registry-unreadable" });
  }
  expect(await readdir(dir)).toEqual(files);
}
