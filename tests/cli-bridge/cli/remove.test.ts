import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryAt, makePlace, planTold, put, readLayer, resultTold } from "./modeldeck.ts";

async function placeWithModel() {
  const place = await makePlace();
  const path = join(place.root, "owner", "tiny");
  await put(join(path, "model.safetensors"), "weights");
  await put(join(path, "sub", "config.json"), "{}");
  const entry = entryAt("tiny", path, {
    download_files: ["model.safetensors", "sub/config.json"],
    kept: { by: 1 },
  });
  await put(
    join(place.registry, "model_registry.discovered.json"),
    `${JSON.stringify([entry], undefined, 2)}\n`,
  );
  return { ...place, path };
}

const filesOf = async (folder: string) =>
  (await readdir(folder, { recursive: true }).catch(() => [])).toSorted();

test("without --apply the plan is shown and told, and nothing changes", async () => {
  const { run, registry, path } = await placeWithModel();
  const before = await readLayer(registry);
  const said = await run("remove", "tiny", "--delete-files", "--purge");
  expect(said.code).toBe(0);
  expect(said.stdout).toContain("- tiny");
  expect(said.stdout).toContain("Dry run: no changes written.");
  expect(planTold(said)).toMatchObject({ plan: { command: "remove", removed: [{ name: "tiny" }] } });
  expect(await readLayer(registry)).toEqual(before);
  expect(await filesOf(path)).toContain("model.safetensors");
  expect(await filesOf(registry)).toEqual(["model_registry.discovered.json"]);
});

test.each<[string, string[], { entry: boolean; files: boolean }]>([
  ["the download only", [], { entry: true, files: true }],
  ["the files", ["--delete-files"], { entry: true, files: false }],
  ["the entry", ["--purge"], { entry: false, files: true }],
  ["entry and files", ["--purge", "--delete-files"], { entry: false, files: false }],
])("%s can be removed, and comes back as it was", async (_, words, left) => {
  const { run, json, registry, path } = await placeWithModel();
  const files = await filesOf(path);
  const before = await readLayer(registry);
  const said = await run("remove", "tiny", ...words, "--apply", "--force");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  const entries = await readLayer(registry);
  expect(entries.map(({ name }) => name)).toEqual(left.entry ? ["tiny"] : []);
  if (left.entry) expect(entries[0]?.download_path).toBeNull();
  expect(await filesOf(path)).toEqual(left.files ? files : []);
  const told = resultTold(said);
  expect(told).toMatchObject({
    result: { backup: expect.any(String), undo: { command: "undo" } },
  });
  const id = told?.type === "result" ? told.result.trash : undefined;
  expect(await json("trash", "list")).toMatchObject(left.files ? [] : [{ id, entries: ["tiny"] }]);
  const back = id === undefined ? ["undo", "last"] : ["trash", "restore", id];
  const returned = await run(...back, "--apply");
  expect(returned).toMatchObject({ code: 0, stderr: "" });
  if (id !== undefined) expect(resultTold(returned)).toMatchObject({ result: { summary: "Restored tiny." } });
  expect(await readLayer(registry)).toEqual(before);
  expect(await filesOf(path)).toEqual(files);
  expect(await readFile(join(path, "model.safetensors"), "utf8")).toBe("weights");
  expect(await json("trash", "list")).toEqual([]);
});

test("of several models it says how many items they are in the trash", async () => {
  const { root, registry, run, json } = await makePlace();
  const names = ["one", "two"];
  const entries = names.map((name) => entryAt(name, join(root, "owner", name)));
  for (const name of names) await put(join(root, "owner", name, "m.safetensors"), "weights");
  await put(join(registry, "model_registry.discovered.json"), JSON.stringify(entries));
  const said = await run("remove", ...names, "--delete-files", "--apply", "--yes");
  expect(said.stdout).toContain("Items put into the trash: 2 (modeldeck trash list)");
  const kept = (await json("trash", "list")) as { id: string }[];
  const told = resultTold(said);
  expect(told).toMatchObject({ result: { trashItems: 2, trash: expect.any(String) } });
  expect(kept).toHaveLength(2);
});

test("a deed that nobody confirmed is refused where nobody can be asked", async () => {
  const { run, registry } = await placeWithModel();
  const said = await run("remove", "tiny", "--purge", "--apply");
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("remove was not confirmed, and there is no one to ask.");
  expect(said.stderr).toContain("hint: Say --yes, or --plan=");
  expect(await readLayer(registry)).toHaveLength(1);
});

test("a plan that was seen can be applied, as long as nothing has moved", async () => {
  const { run, json, path, registry } = await placeWithModel();
  const words = ["remove", "tiny", "--delete-files", "--purge"];
  const { id } = (await json(...words)) as { id: string };
  await put(join(path, "new.bin"), "later");
  const stale = await run(...words, "--apply", `--plan=${id}`);
  expect(stale.code).toBe(1);
  expect(stale.stderr).toContain(`The plan ${id} does not fit what is there now`);
  const fresh = planTold(stale);
  const freshId = fresh?.type === "plan" ? fresh.plan.id : "";
  expect(stale.stdout).toContain(`To apply this one: --apply --plan=${freshId}\n`);
  expect(freshId).not.toBe(id);
  expect(await readLayer(registry)).toHaveLength(1);
  expect(await run(...words, "--apply", `--plan=${freshId}`)).toMatchObject({ code: 0 });
  expect(await readLayer(registry)).toEqual([]);
});

test("a stale plan and its successor are one document in JSON", async () => {
  const { run } = await placeWithModel();
  const said = await run("remove", "tiny", "--apply", "--plan=other", "--json");
  expect(said.code).toBe(1);
  expect(JSON.parse(said.stdout)).toMatchObject({
    error: { code: "stale-plan" },
    plan: { command: "remove" },
  });
});

test("files outside the roots stay, whatever is said", async () => {
  const place = await makePlace();
  const outside = join(place.folder, "outside");
  await mkdir(outside);
  await put(join(outside, "model.safetensors"), "weights");
  await put(
    join(place.registry, "model_registry.discovered.json"),
    JSON.stringify([entryAt("tiny", outside)]),
  );
  const said = await place.run("remove", "tiny", "--delete-files", "--apply", "--yes");
  expect(said.code).toBe(1);
  expect(await filesOf(outside)).toEqual(["model.safetensors"]);
});

test.each(["--purge", "-rf", "; rm -rf $HOME", "a\u00a0b 'c' \"d\"", "名前/モデル"])(
  "a model called %j can be named",
  async (name) => {
    const { run, registry } = await makePlace([entryAt(name, "/nowhere/x")]);
    expect(await run("remove", "--purge", "--apply", "-y", "--", name)).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await readLayer(registry)).toEqual([]);
  },
);

test("the trash is emptied for ever only when that is confirmed", async () => {
  const { run, json, root } = await placeWithModel();
  await run("remove", "tiny", "--delete-files", "--apply", "-y");
  expect(await json("trash", "empty")).toMatchObject({ applied: false, files: [{ deed: "delete" }] });
  expect(await run("trash", "empty", "--apply")).toMatchObject({ code: 1 });
  expect(await json("trash", "empty", "--older-than-days=30")).toMatchObject({ files: [] });
  expect(await run("trash", "empty", "--apply", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(await json("trash", "list")).toEqual([]);
  expect(await filesOf(join(root, ".modeldeck-trash"))).toEqual([]);
});

test("an empty trash needs no one to confirm that it is emptied", async () => {
  const { run } = await makePlace();
  expect(await run("trash", "empty", "--apply")).toMatchObject({
    code: 0,
    stdout: "Nothing to do.\n",
    stderr: "",
  });
});

test("a backup is listed and can be restored, with a backup of today made first", async () => {
  const { run, json, registry } = await placeWithModel();
  const before = await readLayer(registry);
  await run("remove", "tiny", "--purge", "--apply", "-y");
  const [backup] = (await json("backups")) as { stamp: string; entries: number }[];
  expect(backup).toMatchObject({ entries: 1 });
  const stamp = backup?.stamp ?? "";
  expect(await json("restore-backup", stamp)).toMatchObject({ applied: false, added: [{ name: "tiny" }] });
  expect(await run("restore-backup", stamp, "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await readLayer(registry)).toEqual(before);
  expect(await json("backups")).toHaveLength(2);
});
