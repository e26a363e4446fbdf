import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyTrashRestore, planTrashRestore } from "#lib/registry/operations/trash-restoring.ts";
import { restoreFromTrash } from "#lib/registry/restore-from-trash.ts";
import { isThere, moveToTrash } from "#lib/registry/trash.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

/** A model in the trash of its root, whose record somebody has written anew. */
async function trashedFrom(toFrom: (places: { home: string; root: string; other: string }) => string) {
  const home = await temporaryFolder();
  const [root, other] = [join(home, "models"), join(home, "more")];
  await mkdir(join(root, "o/m"), { recursive: true });
  await mkdir(other);
  await writeFile(join(root, "o/m/w"), "weights");
  const paths = [{ path: join(root, "o/m"), bytes: 7 }];
  const { id, folder } = await moveToTrash({ command: "remove", home: root, paths, entries: [] });
  const record = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(record, "utf8"));
  const from = toFrom({ home, root, other });
  manifest.paths[0].from = from;
  await writeFile(record, JSON.stringify(manifest));
  // A root that is everything protects nothing, and so it lets nothing through.
  const places = { dir: await registryFolder({}), roots: [root, other, "/"] };
  return { id, folder, from, places };
}

test.each([
  ["outside every root", ({ home }: { home: string }) => join(home, "elsewhere/m")],
  ["beside a root", ({ root }: { root: string }) => `${root}-2/m`],
  ["up from a root", ({ root }: { root: string }) => `${root}/../m`],
  ["from wherever one stands", () => "o/m"],
  ["under a name that no disk takes", ({ root }: { root: string }) => join(root, "n".repeat(300), "m")],
  ["in the trash", ({ root }: { root: string }) => join(root, ".modeldeck-trash/x")],
])("what a record says lay %s stays in the trash, and the rehearsal says so", async (_, toFrom) => {
  const { id, folder, from, places } = await trashedFrom(toFrom);
  const plan = await planTrashRestore(id, places);
  expect(plan.blocked).toMatchObject([{ what: from, hint: expect.stringContaining(folder) }]);
  await expect(applyTrashRestore(id, places, undefined)).rejects.toMatchObject({ code: "blocked" });
  await expect(restoreFromTrash(id, places, { command: "undo" })).rejects.toMatchObject({ code: "blocked" });
  expect(await readFile(join(folder, "0/w"), "utf8")).toBe("weights");
  expect(await isThere(from)).toBe(false);
});

/** An entry in the trash, whose record somebody has written anew. */
async function trashedEntry(rewrite: (place: { entry: object; text?: string }) => void) {
  const root = await temporaryFolder();
  const places = { dir: await registryFolder({ discovered: [entryNamed("b")] }), roots: [root] };
  const entry = { layer: "discovered" as const, index: 0, entry: entryNamed("a") };
  const entries = [{ name: "a", places: [entry], after: null }];
  const { id, folder } = await moveToTrash({ command: "remove", home: root, paths: [], entries });
  const record = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(record, "utf8"));
  rewrite(manifest.entries[0].places[0]);
  await writeFile(record, JSON.stringify(manifest));
  return { id, places };
}

test("an entry that a record tells under the name of another is not brought back", async () => {
  const { id, places } = await trashedEntry((place) => {
    place.entry = entryNamed("b", { extra_args: ["--trust-remote-code"] });
  });
  await expect(planTrashRestore(id, places)).rejects.toMatchObject({ code: "blocked" });
});

test("letters that say something else than the entry they are of are not believed", async () => {
  const { id, places } = await trashedEntry((place) => {
    place.text = JSON.stringify(entryNamed("a", { extra_args: ["--trust-remote-code"] }));
  });
  await applyTrashRestore(id, places, undefined);
  const { discovered } = (await loadRegistry(places.dir)).layers;
  expect(discovered).toEqual(expect.arrayContaining([entryNamed("a"), entryNamed("b")]));
});

test("what lay in a root comes back, in whichever of them", async () => {
  for (const holder of ["root", "other"] as const) {
    const { id, from, places } = await trashedFrom((all) => join(all[holder], "o/m"));
    expect((await planTrashRestore(id, places)).blocked).toEqual([]);
    await applyTrashRestore(id, places, undefined);
    expect(await readFile(join(from, "w"), "utf8")).toBe("weights");
  }
});
