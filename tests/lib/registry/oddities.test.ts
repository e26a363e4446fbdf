import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { isInstalled } from "#lib/registry/is-installed.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const discoveredFile = "model_registry.discovered.json";
const curatedFile = "model_registry.curated.json";
const sound = '{"name": "sound", "backend": "vllm"}';

/** Each oddity as somebody wrote it, the layer it stands in, and the check of the doctor that tells it. */
const oddities: [string, string, string, string][] = [
  [
    "no registry_layer in the curated layer",
    curatedFile,
    '{"name": "odd", "backend": "vllm"}',
    "unmarked-curated",
  ],
  [
    "nulls everywhere",
    discoveredFile,
    '{"name": "odd", "backend": null, "roles": null, "metadata": null, "capabilities": null}',
    "no-backend",
  ],
  [
    "capabilities in words of its own",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "capabilities": {"mm": true, "telepathy": true}}',
    "unknown-capability",
  ],
  [
    "unknown keys with numbers in the spelling of Python",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "roles": 7, "x": {"a": 1.0, "b": 1e-05, "c": -0.0, "d": 12345678901234567890.5, "e": "\\u00fc/\\/ü"}}',
    "malformed-entry",
  ],
  [
    "tabs and a key order of its own",
    discoveredFile,
    '{\t"backend":"vllm" ,\n\n\t"name"\t: "odd", "family": ["not text"] }',
    "malformed-entry",
  ],
  ["no name", discoveredFile, '{"backend": "vllm", "n": 1.50}', "malformed-element"],
  ["a blank name", discoveredFile, '{"name": "  ", "backend": "vllm"}', "malformed-element"],
  ["a list in place of an entry", discoveredFile, '[1.0, {"deep": []}]', "malformed-element"],
  [
    "a relative path",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "download_path": "../models/x"}',
    "relative-path",
  ],
  [
    "a path on a disk that is away",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "download_path": "/mnt/nowhere/o/r"}',
    "out-of-reach",
  ],
  [
    "a path of Windows",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "download_path": "D:\\\\models\\\\x"}',
    "foreign-path",
  ],
  [
    "a share of Windows",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "download_path": "\\\\\\\\nas\\\\models\\\\x"}',
    "foreign-path",
  ],
  [
    "Ollama's path with one slash",
    discoveredFile,
    '{"name": "odd", "backend": "ollama", "download_path": "ollama:/x"}',
    "ollama-spelling",
  ],
  [
    "the name of another in other capitals",
    discoveredFile,
    '{"name": "SOUND", "backend": "vllm"}',
    "case-twins",
  ],
  [
    "the key __proto__",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "__proto__": {"backend": "evil"}, "deprecated": "yes"}',
    "malformed-entry",
  ],
  [
    "a name in an odd shape",
    discoveredFile,
    '{"name": " ../../etc\\u0000/passwd ", "backend": "vllm", "license": 1}',
    "malformed-entry",
  ],
  [
    "a lone surrogate",
    discoveredFile,
    '{"name": "odd", "backend": "vllm", "x": "\\ud800", "family": 1}',
    "malformed-entry",
  ],
];

describe.each(oddities)("%s", (_what, file, element, check) => {
  test("loads, is told, and is written as it was when something else changes", async () => {
    const dir = await temporaryFolder();
    await writeFile(join(dir, file), `[\n${element},\n ${sound}]`);
    const registry = await loadRegistry(dir);
    expect(registry.readOnly).toBeUndefined();
    expect(findEntry(registry, "sound")).toBeDefined();
    const findings = await doctorRegistry(registry, { roots: [] });
    expect(findings.map((finding) => finding.check)).toContain(check);
    await changeRegistry(dir, { command: "set" }, (draft) => draft.setFields("sound", { roles: ["chat"] }));
    expect(await readFile(join(dir, file), "utf8")).toContain(element);
    const again = await loadRegistry(dir);
    expect(again.entries.map(({ name }) => name).sort()).toEqual(
      registry.entries.map(({ name }) => name).sort(),
    );
    expect(findEntry(again, "sound")?.roles).toEqual(["chat"]);
  });
});

test("a name in both layers is one entry, and of two in one layer the last counts; none is dropped", async () => {
  const dir = await temporaryFolder();
  const twice = ['{"name": "a", "backend": "one"}', '{"name": "a", "backend": "two", "license": "mit"}'];
  await writeFile(join(dir, discoveredFile), `[${twice.join(",")}, ${sound}]`);
  await writeFile(join(dir, curatedFile), '[{"name": "a", "backend": "three"}]');
  const registry = await loadRegistry(dir);
  expect(registry.entries).toHaveLength(2);
  expect(findEntry(registry, "a")).toMatchObject({ backend: "three", license: "mit", isInBothLayers: true });
  await changeRegistry(dir, { command: "set" }, (draft) => draft.setFields("sound", { roles: ["chat"] }));
  const text = await readFile(join(dir, discoveredFile), "utf8");
  for (const element of twice) expect(text).toContain(element);
});

test("names that differ in capitals are two entries, and a change of one leaves the other alone", async () => {
  const dir = await temporaryFolder();
  await writeFile(
    join(dir, discoveredFile),
    `[{"name": "Twin", "backend": "a"}, {"name": "twin", "backend": "b"}]`,
  );
  await changeRegistry(dir, { command: "set" }, (draft) => draft.setFields("twin", { license: "mit" }));
  await changeRegistry(dir, { command: "remove" }, (draft) => draft.removeEntry("Twin"));
  expect((await loadRegistry(dir)).entries).toMatchObject([{ name: "twin", backend: "b", license: "mit" }]);
});

test("paths of Windows and relative ones are never looked for below the folder we were started in", async () => {
  const here = await temporaryFolder();
  const before = process.cwd();
  const paths = ["D:\\models", "\\\\nas\\share", "models/x"];
  process.chdir(here);
  try {
    for (const path of paths) await mkdir(join(here, path), { recursive: true });
    const discovered = paths.map((path, index) => ({
      name: `e${index}`,
      backend: "vllm",
      download_path: path,
    }));
    const dir = await temporaryFolder();
    await writeFile(join(dir, discoveredFile), JSON.stringify(discovered));
    const { entries } = await loadRegistry(dir);
    expect(await Promise.all(entries.map(isInstalled))).toEqual([false, false, false]);
  } finally {
    process.chdir(before);
  }
});

const newer: [string, string, string][] = [
  ["a table with a newer schema", `{"schema": 2, "entries": [${sound}]}`, "schema 2"],
  ["a table with a version in words", `{"version": "2026.1", "entries": [${sound}]}`, "schema 2026.1"],
  ["a table that says nothing of itself", `{"entries": [${sound}]}`, "schema unknown"],
  ["a list with a mark of a newer schema", `[{"schema": 3}, ${sound}]`, "schema 3"],
];

test.each(newer)("%s can be read, is never written, and says why", async (_what, text, why) => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, discoveredFile), text);
  const registry = await loadRegistry(dir);
  expect(registry.readOnly).toContain(why);
  expect(findEntry(registry, "sound")).toBeDefined();
  const change = changeRegistry(dir, { command: "set" }, (draft) => draft.removeEntry("sound"));
  await expect(change).rejects.toMatchObject({
    code: "registry-unreadable",
    hint: expect.stringContaining("Update"),
  });
  expect(await readFile(join(dir, discoveredFile), "utf8")).toBe(text);
  expect((await readdir(dir)).filter((name) => name.endsWith(".json"))).toEqual([discoveredFile]);
});

test("an entry may have a key called schema, which is nobody's mark", async () => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, discoveredFile), '[{"name": "a", "backend": "x", "schema": 7}]');
  expect(await loadRegistry(dir)).toMatchObject({
    readOnly: undefined,
    problems: [],
    entries: [{ name: "a" }],
  });
});
