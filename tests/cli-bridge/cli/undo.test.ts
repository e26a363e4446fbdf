import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryAt, makePlace, planTold, put, readLayer, resultTold } from "./modeldeck.ts";

const names = async (registry: string) => (await readLayer(registry)).map(({ name }) => name);

async function placeWithModels() {
  const place = await makePlace();
  const entries = ["tiny", "small"].map((name) => entryAt(name, join(place.root, "owner", name)));
  for (const { name } of entries) await put(join(place.root, "owner", name, "model.safetensors"), name);
  await put(
    join(place.registry, "model_registry.discovered.json"),
    `${JSON.stringify(entries, undefined, 2)}\n`,
  );
  return place;
}

const purgeBoth = ["remove", "tiny", "small", "--purge", "--delete-files", "--apply", "-y"];

test("a run tells how it is undone, and undo does it and tells how that is undone", async () => {
  const { run, registry, root } = await placeWithModels();
  const before = await readLayer(registry);
  const removed = await run(...purgeBoth);
  expect(removed).toMatchObject({ code: 0, stderr: "" });
  const told = resultTold(removed);
  expect(told).toMatchObject({
    result: {
      undo: { command: "undo", input: { run: expect.any(String) } },
      report: [{ name: "tiny" }, { name: "small" }],
    },
  });
  expect(await names(registry)).toEqual([]);
  expect(removed.stdout).toContain("To undo: modeldeck undo --apply -- ");
  const rehearsed = await run("undo", "last");
  expect(planTold(rehearsed)).toMatchObject({ plan: { added: [{ name: "tiny" }, { name: "small" }] } });
  const undone = await run("undo", "last", "--apply");
  expect(undone).toMatchObject({ code: 0, stderr: "" });
  expect(undone.stdout).toMatch(/Took back remove of \d{4}-/);
  expect(await readLayer(registry)).toEqual(before);
  expect((await readdir(join(root, "owner"))).sort()).toEqual(["small", "tiny"]);
  const again = resultTold(undone);
  const id = again?.type === "result" ? String(again.result.undo?.input.run) : "";
  expect(await run("undo", id, "--apply")).toMatchObject({ code: 0 });
  expect(await names(registry)).toEqual([]);
});

test("the run of a console is undone by its number", async () => {
  const place = await placeWithModels();
  place.env.MODELDECK_RUN = "41.0123456789abcdef";
  await place.run("remove", "tiny", "--purge", "--apply", "-y");
  delete place.env.MODELDECK_RUN;
  expect(await place.run("undo", "41", "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await names(place.registry)).toEqual(["tiny", "small"]);
});

test("what cannot be undone is told as JSON with both versions, and what can be is done without it", async () => {
  const { run, json, registry } = await placeWithModels();
  await run("remove", "tiny", "small", "--apply", "-y");
  const layer = await readLayer(registry);
  const edited = layer.map((entry) => (entry.name === "tiny" ? { ...entry, roles: ["chat"] } : entry));
  await put(join(registry, "model_registry.discovered.json"), JSON.stringify(edited));
  expect(await json("undo", "last")).toMatchObject({
    blocked: [{ what: "tiny" }],
    conflicts: [{ name: "tiny", now: { roles: ["chat"] } }],
  });
  expect(await run("undo", "last", "--apply")).toMatchObject({ code: 1 });
  expect(await run("undo", "last", "--except=tiny", "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await readLayer(registry)).toMatchObject([{ download_path: null }, { name: "small" }]);
});

test("there may be nothing to undo", async () => {
  const said = await (await makePlace()).run("undo", "last", "--apply");
  expect(said).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There is no change left to undo."),
  });
});

test("backups are listed, compared, restored in part and pruned", async () => {
  const { run, json, registry } = await placeWithModels();
  await run("remove", "tiny", "--purge", "--apply", "-y");
  await run("remove", "small", "--purge", "--apply", "-y");
  const listed = (await json("backups")) as { stamp: string }[];
  expect(listed).toMatchObject([
    { madeBy: "remove", entries: 1, since: { removed: 1 } },
    { madeBy: "remove", entries: 2, since: { removed: 2 } },
  ]);
  const stamp = listed[1]?.stamp ?? "";
  expect((await run("diff-backup", stamp)).stdout).toContain(`Since ${stamp}: 0 came, 2 went, 0 changed.`);
  expect(await json("diff-backup", stamp, "--entry=tiny")).toMatchObject({ removed: ["tiny"], added: [] });
  expect(await run("restore-backup", stamp, "--entry=tiny", "--apply")).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(await names(registry)).toEqual(["tiny"]);
  expect(await run("prune-backups")).toMatchObject({ code: 2 });
  expect(await json("prune-backups", "--keep=1")).toMatchObject({
    applied: false,
    files: [{ deed: "delete" }, {}],
  });
  expect(await run("prune-backups", "--keep=1", "--apply", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(await json("backups")).toHaveLength(1);
});

test("no more backups are kept than the settings say", async () => {
  const place = await placeWithModels();
  place.env.MODELDECK_KEEP_BACKUPS = "1";
  await place.run("remove", "tiny", "--purge", "--apply", "-y");
  await place.run("remove", "small", "--purge", "--apply", "-y");
  expect(await place.json("backups")).toMatchObject([{ entries: 1 }]);
  expect(await place.run("undo", "last", "--apply")).toMatchObject({ code: 0 });
  expect(await names(place.registry)).toEqual(["small"]);
});

test("the way round files that were purged is a whole command that works when it is pasted", async () => {
  const place = await makePlace();
  const { run, root, registry } = place;
  const path = join(root, "owner", "it's, odd");
  await put(join(path, "model.safetensors"), "bytes");
  await put(join(registry, "model_registry.discovered.json"), JSON.stringify([entryAt("odd, one", path)]));
  await run("remove", "--purge", "--delete-files", "--apply", "-y", "--", "odd, one");
  await run("trash", "empty", "--apply", "-y");
  const rehearsed = await run("undo", "last");
  expect(rehearsed.stdout + rehearsed.stderr).toContain("with: modeldeck undo --apply");
  const line = /with: modeldeck (.*)/.exec(rehearsed.stdout)?.[1] ?? "";
  const words = [...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|\\'/g, (_, inner: string | undefined) => inner ?? "'"),
  );
  expect(await run(...words)).toMatchObject({ code: 0, stderr: "" });
  expect(await names(registry)).toEqual(["odd, one"]);
});
