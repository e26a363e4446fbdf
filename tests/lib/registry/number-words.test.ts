import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { checkElements } from "#lib/registry/health/check-elements.ts";
import { isAlike } from "#lib/registry/is-alike.ts";
import { readJsonText } from "#lib/registry/json-text.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { toJsonText, withMarkedWords } from "#lib/registry/number-words.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const file = "model_registry.discovered.json";
const command = "test";

/** As Python's json.dump writes an entry: a speed that was nothing divided by nothing, and no limit. */
const written = `[
  {
    "name": "odd",
    "backend": "vllm",
    "roles": [],
    "metadata": {
      "speed": NaN,
      "limits": [
        Infinity,
        -Infinity,
        1.0
      ],
      "says": "NaN and -Infinity"
    }
  },
  {
    "name": "other",
    "backend": "vllm"
  }
]
`;

async function place() {
  const dir = await temporaryFolder();
  await writeFile(join(dir, file), written);
  const letters = (name = file) => readFile(join(dir, name), "utf8");
  return { dir, letters };
}

test("what Python writes for a number that is none is read, and nothing is wrong with its registry", async () => {
  const { dir } = await place();
  const registry = await loadRegistry(dir);
  expect(registry).toMatchObject({ readOnly: undefined, problems: [] });
  expect(JSON.parse(JSON.stringify(findEntry(registry, "odd")?.metadata))).toEqual({
    speed: null,
    limits: [null, null, 1],
    says: "NaN and -Infinity",
  });
});

test("it is written again as it was, in an entry that changes as in one that does not", async () => {
  const { dir, letters } = await place();
  const other = await changeRegistry(dir, { command }, (draft) =>
    draft.setFields("other", { roles: ["chat"] }),
  );
  expect(await letters()).toContain(written.slice(0, written.indexOf('\n  {\n    "name": "other"')));
  const own = await changeRegistry(dir, { command }, (draft) => draft.setFields("odd", { roles: ["chat"] }));
  expect(await letters()).toMatch(/"speed": NaN,\s+"limits": \[\s+Infinity,\s+-Infinity,/);
  expect(await letters("model_registry.json")).toContain('"speed": NaN');
  for (const { change = "" } of [own, other]) {
    await applyUndo({ dir, roots: [] }, { run: change }, undefined);
  }
  expect(await letters()).toBe(written);
});

test("an entry with it comes back by an undo, without a backup and behind a later change too", async () => {
  const { dir, letters } = await place();
  const settings = { command, backup: false };
  const { change = "" } = await changeRegistry(dir, settings, (draft) => draft.removeEntry("odd"));
  await changeRegistry(dir, settings, (draft) => draft.setFields("other", { roles: ["chat"] }));
  await applyUndo({ dir, roots: [] }, { run: change }, undefined);
  expect(await letters()).toContain('"speed": NaN');
});

test("a field that has to be a number is told as malformed when it is none", async () => {
  const { dir } = await place();
  await writeFile(join(dir, file), '[{"name": "odd", "backend": "vllm", "download_size_bytes": NaN}]');
  const { problems, entries } = await loadRegistry(dir);
  expect(problems).toMatchObject([{ name: "odd" }]);
  expect(entries[0]?.sizeBytes).toBeUndefined();
});

test("a word is no key, and one word is not another", () => {
  expect(withMarkedWords('{"a": 1, NaN: 1}')).toBeUndefined();
  const [not, endless, again] = ["NaN", "Infinity", "NaN"].map((word) => {
    const reading = readJsonText(Buffer.from(`[{"a": [${word}]}]`));
    return reading.ok ? reading.value : undefined;
  });
  expect([isAlike(not, endless), isAlike(not, again)]).toEqual([false, true]);
});

test("a curated word that overrules another is told as any value that does", async () => {
  const { dir } = await place();
  const curated = (word: string) => `[{"name": "fast", "backend": "vllm", "x": ${word}}]`;
  await writeFile(join(dir, file), curated("NaN"));
  for (const [word, differs] of [
    ["Infinity", true],
    ["NaN", false],
  ] as const) {
    await writeFile(join(dir, "model_registry.curated.json"), curated(word));
    const found = checkElements(await loadRegistry(dir)).map(({ check }) => check);
    expect(found.includes("layers-differ")).toBe(differs);
  }
});

test("what only looks like a word, within a text, is left as it is", () => {
  const text = String.raw`[{"a": "say \"NaN\", \\", "b": NaN, "__proto__": -Infinity, "c": ": NaN,", "Infinity": 1}]`;
  const reading = readJsonText(Buffer.from(text));
  const [table] = reading.ok && Array.isArray(reading.value) ? reading.value : [];
  expect(toJsonText(table)).toBe(
    String.raw`{"a":"say \"NaN\", \\","b":NaN,"__proto__":-Infinity,"c":": NaN,","Infinity":1}`,
  );
});
