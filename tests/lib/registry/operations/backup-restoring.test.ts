import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyBackupRestore, planBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

const layersOf = async (dir: string) => (await loadRegistry(dir)).layers;

async function changedRegistry() {
  const dir = await registryFolder({
    curated: [entryNamed("hand")],
    discovered: [entryNamed("a"), entryNamed("b")],
  });
  const { backup = "" } = await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.setFields("a", { roles: ["chat"] });
    draft.removeEntry("b");
    draft.addEntry(entryNamed("new"));
  });
  return { dir, backup };
}

test("a whole backup comes back letter for letter, and the plan said so", async () => {
  const { dir, backup } = await changedRegistry();
  const plan = await planBackupRestore(dir, { backup });
  expect(plan).toMatchObject({
    added: [{ name: "b" }],
    changed: [{ name: "a" }],
    removed: [{ name: "new" }],
  });
  await applyBackupRestore(dir, { backup }, plan.id);
  const [now, then] = await Promise.all(
    ["model_registry.discovered.json", `model_registry.discovered.${backup}.bak.json`].map((name) =>
      readFile(join(dir, name), "utf8"),
    ),
  );
  expect(now).toBe(then);
});

test("one entry comes back to where it stood, and the others stay as they are", async () => {
  const { dir, backup } = await changedRegistry();
  const plan = await planBackupRestore(dir, { backup, entry: ["b", "new"] });
  expect(plan).toMatchObject({ added: [{ name: "b" }], changed: [], removed: [{ name: "new" }] });
  await applyBackupRestore(dir, { backup, entry: ["b"] }, undefined);
  expect((await layersOf(dir)).discovered.map((entry) => Reflect.get(Object(entry), "name"))).toEqual([
    "a",
    "b",
    "new",
  ]);
  const unknown = applyBackupRestore(dir, { backup, entry: ["other"] }, undefined);
  await expect(unknown).rejects.toMatchObject({ code: "not-found" });
});

test("an entry that is locked is not put back by name, and is named where everything is", async () => {
  const { dir, backup } = await changedRegistry();
  await changeRegistry(dir, { command: "lock" }, (draft) =>
    draft.setFields("a", { version_lock: { locked: true } }),
  );
  const restoring = { backup, entry: ["a", "b"] };
  const obstacle = { what: "a", hint: expect.stringContaining("modeldeck unlock --apply -- a") };
  expect(await planBackupRestore(dir, restoring)).toMatchObject({ blocked: [obstacle] });
  const before = await layersOf(dir);
  await expect(applyBackupRestore(dir, restoring, undefined)).rejects.toMatchObject({ code: "blocked" });
  expect(await layersOf(dir)).toEqual(before);

  const whole = await planBackupRestore(dir, { backup });
  expect(whole).toMatchObject({ blocked: [], warnings: ["a is locked, and goes back all the same."] });
  await applyBackupRestore(dir, { backup }, whole.id);
  expect(await layersOf(dir)).toMatchObject({ discovered: [entryNamed("a"), entryNamed("b")] });
});

const lettersIn = (dir: string) => readFile(join(dir, "model_registry.discovered.json"), "utf8");

test.each<[string, (letters: string) => string, string]>([
  [
    "in which only the order differs",
    (letters) => JSON.stringify(JSON.parse(letters).toReversed(), null, 2),
    "Only the order of the entries differs: it becomes that of the backup.",
  ],
  [
    "which only is written otherwise",
    (letters) => JSON.stringify(JSON.parse(letters)),
    "No entry says anything else: only the files become letter for letter those of the backup.",
  ],
])("a registry %s goes back, and the plan says what is done", async (_how, otherwise, summary) => {
  const { dir, backup } = await changedRegistry();
  await applyBackupRestore(dir, { backup }, undefined);
  const letters = await lettersIn(dir);
  const path = join(dir, "model_registry.discovered.json");
  await writeFile(path, otherwise(letters));
  const plan = await planBackupRestore(dir, { backup });
  expect(plan).toMatchObject({ summary, changed: [], files: [{ path, deed: "write" }], backup: true });
  const restored = await applyBackupRestore(dir, { backup }, plan.id);
  expect(await lettersIn(dir)).toBe(letters);
  expect(restored).toMatchObject({ isSame: false, backup: expect.any(String), change: expect.any(String) });
});

test("where nothing differs from a backup nothing is written", async () => {
  const { dir, backup } = await changedRegistry();
  await applyBackupRestore(dir, { backup }, undefined);
  const before = await readdir(dir);
  expect(await planBackupRestore(dir, { backup })).toMatchObject({ summary: "Nothing to do.", files: [] });
  const restored = await applyBackupRestore(dir, { backup }, undefined);
  expect(restored).toMatchObject({ isSame: true, backup: undefined, change: undefined });
  expect(await readdir(dir)).toEqual(before);
});

test("an entry that comes back says so where the others change their order with it", async () => {
  const dir = await registryFolder({ discovered: ["a", "b", "c"].map((name) => entryNamed(name)) });
  const { backup = "" } = await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("a"));
  await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.layers.discovered = draft.layers.discovered.toReversed();
  });
  const warnings = ["The order of the entries becomes that of the backup too."];
  expect(await planBackupRestore(dir, { backup })).toMatchObject({ added: [{ name: "a" }], warnings });
});

test("a registry that cannot be read is not mended by a single entry", async () => {
  const { dir, backup } = await changedRegistry();
  await writeFile(join(dir, "model_registry.curated.json"), "[{");
  const restoring = applyBackupRestore(dir, { backup, entry: ["b"] }, undefined);
  await expect(restoring).rejects.toMatchObject({ code: "registry-unreadable" });
  await applyBackupRestore(dir, { backup }, undefined);
  expect((await layersOf(dir)).curated).toEqual([entryNamed("hand")]);
});

test("a snapshot that is torn is whole again, though the layers are what they were", async () => {
  const { dir } = await changedRegistry();
  const { backup = "" } = await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("new"));
  await applyBackupRestore(dir, { backup }, undefined);
  const snapshot = join(dir, "model_registry.json");
  const whole = await readFile(snapshot, "utf8");
  await writeFile(snapshot, "[{");
  expect((await planBackupRestore(dir, { backup })).files).toMatchObject([{ path: snapshot, deed: "write" }]);
  expect((await planBackupRestore(dir, { backup, entry: ["a"] })).summary).toBe("Nothing to do.");
  await applyBackupRestore(dir, { backup }, undefined);
  expect(await readFile(snapshot, "utf8")).toBe(whole);
});

test("a snapshot that is torn is whole again by the single file of earlier times as well", async () => {
  const dir = await registryFolder({ snapshot: [entryNamed("a", { roles: ["chat"] })] });
  const { backup = "" } = await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("a"));
  const snapshot = join(dir, "model_registry.json");
  await applyUndo({ dir, roots: [] }, { run: "last" }, undefined);
  // It is the registry itself then, and nobody's output.
  expect((await planBackupRestore(dir, { backup })).summary).toBe("Nothing to do.");
  await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("a"));
  await applyBackupRestore(dir, { backup }, undefined);
  const whole = await readFile(snapshot, "utf8");
  await writeFile(snapshot, "[{");
  const plan = await planBackupRestore(dir, { backup });
  expect(plan.files).toMatchObject([{ path: snapshot, deed: "write" }]);
  expect(plan.summary).toBe("No entry says anything else: only the snapshot is written anew.");
  await applyBackupRestore(dir, { backup }, plan.id);
  expect(await readFile(snapshot, "utf8")).toBe(whole);
});

test("the snapshot has the order of a curated layer that comes back in an order of somebody's own", async () => {
  const dir = await registryFolder({ curated: ["b", "a"].map((name) => entryNamed(name)) });
  const { backup = "" } = await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("a"));
  await applyBackupRestore(dir, { backup }, undefined);
  const snapshot: { name: string }[] = JSON.parse(await readFile(join(dir, "model_registry.json"), "utf8"));
  expect(snapshot.map(({ name }) => name)).toEqual(["b", "a"]);
  expect((await planBackupRestore(dir, { backup })).summary).toBe("Nothing to do.");
});

test("an entry in which one word of Python became another goes back", async () => {
  const dir = await registryFolder();
  const file = join(dir, "model_registry.discovered.json");
  const letters = (word: string) =>
    `[\n  {\n    "name": "a",\n    "backend": "vllm",\n    "x": ${word}\n  }\n]\n`;
  await writeFile(file, letters("NaN"));
  const { backup = "" } = await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.setFields("a", { roles: ["chat"] }),
  );
  await writeFile(file, letters("Infinity"));
  const plan = await planBackupRestore(dir, { backup, entry: ["a"] });
  expect(plan.changed).toMatchObject([{ name: "a" }]);
  await applyBackupRestore(dir, { backup, entry: ["a"] }, plan.id);
  expect(await readFile(file, "utf8")).toBe(letters("NaN"));
});

test.for([
  ["goes", ["no entry", { note: "mine" }], []],
  ["comes", [], ["no entry"]],
  ["differs", ["no entry"], ["another"]],
] as const)(
  "what has no name and %s with a backup is told, and is as it was by the undo",
  async ([, now, then]) => {
    const dir = await registryFolder({ discovered: [...then, entryNamed("a")] });
    const { backup = "" } = await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("a"));
    const file = join(dir, "model_registry.discovered.json");
    const byHand = JSON.stringify([...now, entryNamed("b")]);
    await writeFile(file, byHand);
    const plan = await planBackupRestore(dir, { backup });
    expect(plan.warnings).toEqual([
      "What has no name in model_registry.discovered.json becomes that of the backup too.",
    ]);
    await applyBackupRestore(dir, { backup }, plan.id);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual([...then, entryNamed("a")]);
    await applyUndo({ dir, roots: [] }, { run: "last" }, undefined);
    expect(await readFile(file, "utf8")).toBe(byHand);
  },
);
