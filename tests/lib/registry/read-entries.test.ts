import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { textIn } from "#lib/registry/entry-document.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { readEntries } from "#lib/registry/read-entries.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

function read(entry: Record<string, unknown>) {
  const [found] = readEntries({ curated: [], discovered: [entryNamed("m", entry)] }).entries;
  if (!found) throw new Error("no entry");
  return found;
}

test("a capability is yes when any of its words says so, no when one denies it, and else unknown", () => {
  expect(read({ capabilities: { vl: true, tool_use: false, cot: true, code: true } }).capabilities).toEqual({
    vision: true,
    tools: false,
    thinking: true,
    reasoning: true,
    code: true,
  });
});

test.each([
  [{ metadata: { producer: "Qwen" } }, "qwen"],
  [{ source: { huggingface_id: "Org/repo" }, model_aliases: ["other/x"] }, "org"],
  [{ model_aliases: ["plain", "Owner/repo"] }, "owner"],
  [{ source_provider: "ollama", served_model_id: "llama3-chat" }, "llama3"],
  [{ source_provider: "ollama", served_model_id: "hf.co/bartowski/x" }, "bartowski"],
  [{ source_provider: "ollama", served_model_id: "huihui_ai/gpt-oss:20b" }, "huihui_ai"],
  [{ source_provider: "ollama", served_model_id: "llama3.1:8b" }, "llama3.1"],
  [{ download_path: "/m/weights/owner/repo" }, "owner"],
  [{ download_path: "/m/Weights/Owner/repo" }, "owner"],
  [{ download_path: "/m/elsewhere/repo" }, "elsewhere"],
  [{ download_path: "ollama://llama3:8b" }, "llama3"],
  [{ download_path: "ollama://hf.co/bartowski/x" }, "bartowski"],
  [{}, undefined],
])("the producer of %o is %s", (entry, producer) => {
  expect(read(entry).producer).toBe(producer);
});

test('the word "None" is no served id', () => {
  expect(read({ served_model_id: "None" }).servedModelId).toBeUndefined();
});

test.each([
  [{}, true],
  [{ download_path: "ollama://x" }, true],
  [{ download_path: "ollama://x", downloaded_at: "2026" }, false],
  [{ download_path: "ollama:/x" }, false],
  [{ download_path: "/m" }, false],
])("an entry with %o is known by name only: %s", (entry, logicalOnly) => {
  expect(read(entry).logicalOnly).toBe(logicalOnly);
});

test.each([
  ["testmodel7", true],
  ["synthetic-test", true],
  ["synthetic-tester", false],
  ["x-testzzz-y", true],
  ["r", true],
  ["r-1", true],
  ["r1", false],
  ["Demo-model", false],
])("%s is a test name: %s", (name, testing) => {
  expect(read({ name }).testing).toBe(testing);
});

test.each([
  ["display_name", 7],
  ["backend_config", { port: "24001" }],
  ["backend_config", { extra_args: [1] }],
  ["artifacts", { files: [{ path: "a" }] }],
  ["capabilities", []],
  ["version_lock", { locked: "yes" }],
  ["role_priority", { chat: "50" }],
  ["download_size_bytes", Number.POSITIVE_INFINITY],
  ["roles", "chat"],
])("an entry with a wrong %s is told apart by that key alone, and keeps it raw", (key, value) => {
  const raw = entryNamed("m", { family: "kept", later: { unknown: true }, [key]: value });
  const { entries, problems } = readEntries({ curated: [], discovered: [raw] });
  expect(problems.map(({ message }) => message)).toEqual([`The entry m is malformed at ${key}.`]);
  expect(entries[0]).toMatchObject({ name: "m", family: "kept" });
  expect(entries[0]?.raw).toBe(raw);
});

test.each([["/models/a"], [""], [null], [undefined], [7], [["/models/a"]]])(
  "a path or a format of %o is the same whether the whole entry is read or that alone",
  (value) => {
    const raw = entryNamed("m", { download_path: value, download_format: value });
    const { entries } = readEntries({ curated: [], discovered: [raw] });
    expect([textIn(raw, "download_path"), textIn(raw, "download_format")]).toEqual([
      entries[0]?.path,
      entries[0]?.format,
    ]);
  },
);

test("every key of an entry may be null but its name and its backend", () => {
  const keys = [
    "display_name",
    "backend_config",
    "artifacts",
    "chat_template",
    "version_lock",
    "roles",
    "role_priority",
  ];
  const raw = entryNamed("m", Object.fromEntries(keys.map((key) => [key, null])));
  expect(readEntries({ curated: [], discovered: [raw] }).problems).toEqual([]);
});

test("no truncation, flipped bit or stray byte crashes a load, or lets a change overwrite what cannot be read", async () => {
  const dir = await registryFolder({ curated: [entryNamed("kept", { roles: ["chat"] })] });
  const sound = Buffer.from(
    JSON.stringify([entryNamed("a", { metadata: { 'ü"': [1, { b: null }] } }), entryNamed("b")], null, 1),
  );
  const path = join(dir, "model_registry.discovered.json");
  const place = fc.nat({ max: sound.length - 1 });
  const damage = fc.oneof(
    place.map((at) => sound.subarray(0, at)),
    fc.tuple(place, fc.nat({ max: 7 })).map(([at, bit]) => flipped(sound, at, 1 << bit)),
    fc.tuple(place, fc.nat({ max: 255 })).map(([at, byte]) => flipped(sound, at, byte)),
  );
  await fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      await writeFile(path, bytes);
      const registry = await loadRegistry(dir);
      expect(registry.entries.some(({ name }) => name === "kept")).toBe(true);
      if (registry.readOnly === undefined) return;
      const change = changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(entryNamed("new")));
      await expect(change).rejects.toMatchObject({ code: "registry-unreadable" });
      expect(await readFile(path)).toEqual(bytes);
    }),
    { numRuns: 500 },
  );
});

function flipped(bytes: Buffer, at: number, mask: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}
