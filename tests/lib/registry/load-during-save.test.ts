import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem, type FileSystem } from "#lib/registry/file-system.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

/** The disk, but before and after every request of a save somebody else gets a turn. */
function interrupted(turn: (request: string) => Promise<void>): FileSystem {
  const between =
    <Words extends unknown[], Answer>(name: string, ask: (...words: Words) => Promise<Answer>) =>
    async (...words: Words): Promise<Answer> => {
      await turn(`before ${name}`);
      const answer = await ask(...words);
      await turn(`after ${name}`);
      return answer;
    };
  const disk = diskFileSystem;
  return {
    create: between("create", disk.create),
    rename: between("rename", disk.rename),
    link: between("link", disk.link),
    remove: between("remove", disk.remove),
    read: between("read", disk.read),
    syncFile: between("sync", disk.syncFile),
    syncFolder: between("sync", disk.syncFolder),
  };
}

const folder = () =>
  registryFolder({
    curated: [entryNamed("a", { roles: ["0"] })],
    discovered: [entryNamed("a", { roles: ["0"], download_path: "/0" })],
  });

const change = (dir: string, to: string, fs: FileSystem = diskFileSystem) =>
  changeRegistry(dir, { command: "set", fs, backup: false }, (draft) => {
    draft.setFields("a", { roles: [to], download_path: `/${to}` });
  });

/** What the registry says in two fields that live in two files. */
async function look(dir: string): Promise<string> {
  const registry = await loadRegistry(dir);
  expect(registry.problems).toEqual([]);
  const raw = findEntry(registry, "a")?.raw;
  return `${raw?.roles} ${raw?.download_path}`;
}

test("wherever the layers of a single file stand still on their way out, a reader sees them or the file", async () => {
  const dir = await folder();
  const whole = JSON.stringify([entryNamed("a", { roles: ["1"], download_path: "/1" })]);
  const seen: string[] = [];
  const fs = interrupted(async () => {
    seen.push(`${await look(dir)} ${(await loadRegistry(dir)).isLegacy}`);
  });
  await changeRegistry(dir, { command: "undo", fs }, (draft, _, trail) => {
    draft.setFields("a", { roles: ["1"], download_path: "/1" });
    trail.exact.set("model_registry.json", Buffer.from(whole));
    trail.absent.push("model_registry.curated.json", "model_registry.discovered.json");
  });
  const committed = seen.indexOf("1 /1 true");
  expect(committed).toBeGreaterThan(0);
  expect(new Set(seen.slice(0, committed))).toEqual(new Set(["0 /0 false"]));
  expect(new Set(seen.slice(committed))).toEqual(new Set(["1 /1 true"]));
});

test("wherever a save stands still, a reader sees all of the old state or all of the new one", async () => {
  const dir = await folder();
  const seen: string[] = [];
  const fs = interrupted(async (request) => {
    seen.push(`${request}: ${await look(dir)}`);
  });
  await change(dir, "1", fs);
  const committed = seen.findIndex((view) => view.endsWith(": 1 /1"));
  expect(seen.slice(0, committed).every((view) => view.endsWith(": 0 /0"))).toBe(true);
  expect(seen.slice(committed).every((view) => view.endsWith(": 1 /1"))).toBe(true);
  // One rename commits, and one for each of the three files follows it: all of these were looked at.
  expect(seen[committed]).toBe("after rename: 1 /1");
  expect(seen.slice(committed).filter((view) => view.startsWith("before rename"))).toHaveLength(3);
});

test("readers that never rest see no state that nobody saved, and none that is over", async () => {
  const dir = await folder();
  let isSaving = true;
  const read = async () => {
    const views: string[] = [];
    while (isSaving) views.push(await look(dir));
    return views;
  };
  const readers = [read(), read(), read()];
  for (let round = 1; round <= 60; round += 1) await change(dir, String(round));
  isSaving = false;
  for (const views of await Promise.all(readers)) {
    const rounds = views.map((view) => Number(view.split(" ")[0]));
    expect(views).toEqual(rounds.map((round) => `${round} /${round}`));
    expect(rounds).toEqual(rounds.toSorted((one, other) => one - other));
  }
});
