import { chmod, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem, type FileSystem } from "#lib/registry/file-system.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { layerFile, layerNames, snapshotFile } from "#lib/registry/registry-files.ts";
import { type Failure, failingAt } from "./failing-disk.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const layers = {
  curated: [entryNamed("a", { roles: ["old"] })],
  discovered: [entryNamed("a", { roles: ["old"], download_path: "/old" }), entryNamed("b")],
};

async function change(dir: string, fs: FileSystem): Promise<unknown> {
  return changeRegistry(dir, { command: "set", fs }, (draft) => {
    draft.setFields("a", { roles: ["new"], download_path: "/new" });
  });
}

/** What the registry says of `a` in the fields that live in different files. */
async function stateOf(dir: string): Promise<string> {
  const registry = await loadRegistry(dir);
  expect(registry.problems).toEqual([]);
  expect(registry.entries).toHaveLength(2);
  const entry = findEntry(registry, "a");
  return `${entry?.roles[0]} ${entry?.path}`;
}

const failures: Failure[] = ["ENOSPC", "EIO", "EDQUOT", "EMFILE", "short"];

/** What is private is backed up by a second name, and what is not by a copy. */
describe.each(failures.flatMap((failure) => [0o600, 0o644].map((mode) => ({ failure, mode }))))(
  "when the disk answers $failure to a save of files of mode $mode",
  ({ failure, mode }) => {
    test("at any request, the registry is old or new, the failure is told, and a retry works", async () => {
      let k = 0;
      for (let isOver = false; !isOver; ) {
        k += 1;
        const dir = await registryFolder(layers);
        for (const name of await readdir(dir)) await chmod(join(dir, name), mode);
        const { fs, calls } = failingAt(k, failure);
        const told = await change(dir, fs).catch((error: unknown) => error);
        isOver = calls() < k;
        const state = await stateOf(dir);
        expect(["old /old", "new /new"]).toContain(state);
        if (!(told instanceof Error)) expect(state).toBe("new /new");
        else expect(told).toMatchObject({ name: "ConsoleError" });
        await change(dir, diskFileSystem);
        expect(await stateOf(dir)).toBe("new /new");
        expect((await readdir(dir)).filter((name) => /tmp$|commit|lock/.test(name))).toEqual([]);
      }
      expect(k).toBeGreaterThan(25);
    });
  },
);

test("the way back is on the disk before the change counts, and the files are before it", async () => {
  const dir = await registryFolder(layers);
  const steps: string[] = [];
  const told = (step: string, path: string) => steps.push(`${step} ${basename(path)}`);
  await change(dir, {
    ...diskFileSystem,
    create: async (path, mode) => {
      const file = await diskFileSystem.create(path, mode);
      return { ...file, sync: () => file.sync().finally(() => told("synced", path)) };
    },
    rename: (from, to) => diskFileSystem.rename(from, to).finally(() => told("named", to)),
  });
  const when = (step: RegExp) => steps.findLastIndex((each) => step.test(each));
  const [files, record] = [when(/^synced \.model_registry\.(?!commit)/), when(/^synced .*pending$/)];
  expect(files).toBeGreaterThanOrEqual(2);
  expect(record).toBeGreaterThan(files);
  expect(steps.findIndex((each) => each.startsWith("named"))).toBeGreaterThan(record);
});

test("the two layers go as one when a single file is made whole again, at whatever request the disk fails", async () => {
  const whole = Buffer.from(JSON.stringify([...layers.curated, layers.discovered[1]]));
  const names = layerNames.map(layerFile);
  let k = 0;
  for (let isOver = false; !isOver; ) {
    k += 1;
    const dir = await registryFolder(layers);
    const { fs, calls } = failingAt(k, "EIO");
    const told = await changeRegistry(dir, { command: "undo", fs }, (draft, _, trail) => {
      draft.setFields("a", { download_path: undefined });
      trail.exact.set(snapshotFile, whole);
      trail.absent.push(...names);
    }).catch((error: unknown) => error);
    isOver = calls() < k;
    const { isLegacy } = await loadRegistry(dir);
    expect(await stateOf(dir)).toBe(isLegacy ? "old undefined" : "old /old");
    if (!(told instanceof Error)) expect(isLegacy).toBe(true);
    await changeRegistry(dir, { command: "set" }, (draft) => draft.setFields("b", { roles: ["chat"] }));
    expect(await stateOf(dir)).toBe(isLegacy ? "old undefined" : "old /old");
  }
  expect(k).toBeGreaterThan(20);
});

test("a new file is private, and a file that was there keeps its mode, whatever the umask", async () => {
  const before = process.umask(0);
  try {
    const dir = await registryFolder({ curated: [entryNamed("a")] });
    const { mode } = await stat(join(dir, "model_registry.curated.json"));
    await changeRegistry(dir, { command: "set" }, (draft) => {
      draft.setFields("a", { roles: ["chat"] });
      draft.addEntry(entryNamed("b"));
    });
    for (const name of await readdir(dir)) {
      const stats = await stat(join(dir, name));
      const usual = stats.isDirectory() ? 0o700 : 0o600;
      const expected = name === "model_registry.curated.json" ? mode & 0o777 : usual;
      expect([name, stats.mode & 0o777]).toEqual([name, expected]);
    }
  } finally {
    process.umask(before);
  }
});
