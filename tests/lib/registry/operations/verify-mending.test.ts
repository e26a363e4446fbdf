import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyMending, type Mending, planMending } from "#lib/registry/operations/verify-mending.ts";
import { verifyRegistry } from "#lib/registry/operations/verify-registry.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const entryAt = (name: string, path: string, more: object = {}) => ({
  name,
  backend: "vllm",
  download_path: path,
  download_size_bytes: 1,
  ...more,
});

async function place(entriesIn: (root: string, folder: string) => object[]) {
  const folder = await temporaryFolder();
  const root = join(folder, "weights");
  const dir = join(folder, "registry");
  await mkdir(join(root, "kept"), { recursive: true });
  await writeFile(join(root, "kept", "model.gguf"), "x");
  await mkdir(dir);
  const file = join(dir, "model_registry.discovered.json");
  await writeFile(file, JSON.stringify(entriesIn(root, folder)));
  const mending = async (more: Partial<Mending> = {}): Promise<Mending> => {
    const registry = await loadRegistry(dir);
    const { checks } = await verifyRegistry(registry, { full: more.record ?? false });
    return { checks, roots: [root], forget: true, record: false, picked: {}, ...more };
  };
  const planned = async (more?: Partial<Mending>) => planMending(dir, await mending(more));
  return { root, dir, file, mending, planned };
}

const namesOf = ({ changed }: { changed: { name: string }[] }) => changed.map(({ name }) => name);

test("only what is gone from a place that is there is forgotten, and the plan is what is done", async () => {
  const { dir, file, mending, planned } = await place((root) => [
    entryAt("gone", join(root, "gone")),
    entryAt("kept", join(root, "kept")),
    entryAt("drifted", join(root, "kept"), { download_directory_checksum: "0".repeat(16) }),
    entryAt("ollama", "ollama:/llama3:8b", { backend: "ollama" }),
  ]);
  const plan = await planned();
  expect(namesOf(plan)).toEqual(["gone"]);
  const { plan: done } = await applyMending(dir, await mending(), plan.id);
  expect(done).toEqual(plan);
  const after: unknown[] = JSON.parse(await readFile(file, "utf8"));
  expect(after[0]).toMatchObject({ name: "gone", download_path: null, metadata: { removed_download: true } });
  expect(after.slice(1)).toEqual(expect.arrayContaining([expect.objectContaining({ name: "drifted" })]));
});

test("what may only be out of reach is left alone, and why is said", async () => {
  const { planned } = await place((root, folder) => [
    entryAt("relative", "weights/gone"),
    entryAt("windows", "C:\\models\\gone"),
    entryAt("share", "\\\\server\\share\\gone"),
    entryAt("share-with-slashes", "//server/share/gone"),
    entryAt("one-of-a-disk", join(folder, "disk", "models", "one")),
    entryAt("another-of-it", join(folder, "disk", "more", "another")),
    entryAt("unmounted", "/mnt/modeldeck-is-not-mounted-here/models/gone"),
    entryAt("in-a-folder", join(root, "disk", "gone")),
    entryAt("under-no-root", join(folder, "elsewhere", "gone")),
  ]);
  const plan = await planned();
  expect(namesOf(plan)).toEqual(["in-a-folder", "under-no-root"]);
  expect(plan.warnings).toEqual([
    expect.stringContaining("relative is left alone: weights/gone is no whole path"),
    expect.stringContaining("windows is left alone"),
    expect.stringContaining("share is left alone"),
    expect.stringContaining("share-with-slashes is left alone: //server/share/gone is no whole path"),
    expect.stringMatching(/^one-of-a-disk is left alone: .*\/disk is not there at all/),
    expect.stringMatching(/^another-of-it is left alone: .*\/disk is not there at all/),
    expect.stringContaining("/mnt/modeldeck-is-not-mounted-here is not there at all"),
  ]);
});

test("a link to a disk that is not there keeps what lies behind it", async () => {
  const { root, planned } = await place((within) => [entryAt("gone", join(within, "disk", "gone"))]);
  await symlink(join(root, "..", "no-such-disk"), join(root, "disk"));
  expect(await planned()).toMatchObject({
    changed: [],
    warnings: [expect.stringContaining("is a link to what is not there")],
  });
});

test("a root that is empty or absent is a disk that is not mounted", async () => {
  const { root, planned } = await place((within) => [entryAt("gone", join(within, "owner", "gone"))]);
  await rm(join(root, "kept"), { recursive: true });
  expect(await planned()).toMatchObject({
    changed: [],
    warnings: [expect.stringContaining(`${root} is empty`)],
  });
  await rm(root, { recursive: true });
  expect(await planned()).toMatchObject({
    changed: [],
    warnings: [expect.stringContaining(`${root} is not there at all`)],
  });
});

test("an entry that is locked stays as it is, and so does one that is left out", async () => {
  const { planned } = await place((root) => [
    entryAt("locked", join(root, "gone-1"), { version_lock: { locked: true } }),
    entryAt("left-out", join(root, "gone-2")),
    entryAt("gone", join(root, "gone-3")),
  ]);
  const plan = await planned({ picked: { except: ["left-out"] } });
  expect(namesOf(plan)).toEqual(["gone"]);
  expect(plan.spared).toEqual([{ name: "locked", why: "locked" }]);
});

test("hashes are kept for what has none, and never over what was found changed", async () => {
  const { planned } = await place((root) => [
    entryAt("fresh", join(root, "kept")),
    entryAt("changed", join(root, "kept"), {
      artifacts: { aggregate_sha256: null, files: [{ path: "model.gguf", sha256: "0".repeat(64) }] },
    }),
  ]);
  const plan = await planned({ forget: false, record: true });
  expect(namesOf(plan)).toEqual(["fresh"]);
  expect(plan.changed[0]?.changes.map(({ field }) => field)).toEqual(["artifacts"]);
});
