import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { link, mkdir, rm, symlink, unlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import type { EntryCheck } from "#lib/registry/operations/entry-check.ts";
import { verifyRegistry } from "#lib/registry/operations/verify-registry.ts";
import { aggregateSha256Of, directoryChecksumOf } from "#lib/weights/checksums.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

type Texts = Record<string, string>;

/** A model with these files, recorded as they are. */
async function modelAt(path: string, texts: Texts) {
  await mkdir(path, { recursive: true });
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(join(path, name), text);
    await utimes(join(path, name), 1_700_000_000, 1_700_000_000);
  }
  const files = Object.entries(texts).map(([name, text]) => ({ path: name, bytes: text.length }));
  const hashed = Object.entries(texts).map(([name, text]) => ({ path: name, sha256: sha256(text) }));
  return {
    name: path.split("/").at(-1) ?? "",
    backend: "vllm",
    download_path: path,
    download_files: Object.keys(texts),
    download_size_bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    download_directory_checksum: directoryChecksumOf(files),
    artifacts: { aggregate_sha256: aggregateSha256Of(hashed), files: hashed },
  };
}

async function verified(
  folder: string,
  entries: readonly object[],
  full = true,
  cache?: Map<string, string>,
) {
  const dir = join(folder, "registry");
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "model_registry.discovered.json"), JSON.stringify(entries));
  const remembering = cache && { get: (key: string) => cache.get(key), set: cache.set.bind(cache) };
  const watching = remembering ? { cache: remembering } : {};
  return verifyRegistry(await loadRegistry(dir), { full }, watching);
}

const stateOf = (checks: readonly EntryCheck[], name = "tiny") =>
  checks.find((check) => check.name === name)?.state;

const two = { "a.safetensors": "first", "b.safetensors": "second" };

test("names alone do not tell whether hashes that were recorded still hold, and that is said", async () => {
  const folder = await temporaryFolder();
  const { artifacts, ...more } = await modelAt(join(folder, "tiny"), two);
  const bare = { name: more.name, backend: more.backend, download_path: more.download_path };
  const quick = async (entry: object) => (await verified(folder, [entry], false)).checks[0];
  expect(await quick(bare)).toMatchObject({ state: "not recorded" });
  const says = "there; only hashes are recorded, which a full check compares";
  expect(await quick({ ...bare, artifacts })).toMatchObject({ state: "valid", says });
  const expected_aggregate_sha256 = artifacts.aggregate_sha256;
  const locked = { ...bare, version_lock: { locked: true, expected_aggregate_sha256 } };
  expect(await quick(locked)).toMatchObject({ state: "valid", says });
  await rm(join(folder, "tiny", "b.safetensors"));
  expect(await quick({ ...bare, artifacts })).toMatchObject({ state: "incomplete" });
});

test("bytes that changed under the same size are found, and named by both hashes", async () => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  await writeFile(join(folder, "tiny", "b.safetensors"), "SECOND");
  expect(stateOf((await verified(folder, [tiny], false)).checks)).toBe("valid");
  const [check] = (await verified(folder, [tiny])).checks;
  expect(check).toMatchObject({ state: "content changed" });
  expect(check?.files?.[1]).toEqual({
    path: "b.safetensors",
    state: "changed",
    recorded: sha256("second"),
    found: sha256("SECOND"),
  });
});

test.each([
  ["is gone", async (path: string) => unlink(path), "missing"],
  [
    "is a FIFO now",
    async (path: string) => {
      await unlink(path);
      execFileSync("mkfifo", [path]);
    },
    "not a file",
  ],
  [
    "is a folder now",
    async (path: string) => {
      await unlink(path);
      await mkdir(path);
    },
    "not a file",
  ],
  [
    "is a device now",
    async (path: string) => {
      await unlink(path);
      await symlink("/dev/zero", path);
    },
    "not a file",
  ],
  [
    "is a link to nowhere now",
    async (path: string) => {
      await unlink(path);
      await symlink("nowhere", path);
    },
    "missing",
  ],
])("a file that %s makes its model incomplete, and holds nobody up", async (_, spoil, state) => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  await spoil(join(folder, "tiny", "b.safetensors"));
  for (const full of [false, true]) {
    const [check] = (await verified(folder, [tiny], full)).checks;
    expect(check?.state).toBe("incomplete");
    expect(check?.files?.find(({ path }) => path === "b.safetensors")).toMatchObject({ state });
  }
});

test("what stands in the place of a model and is neither file nor folder is not called gone", async () => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  await rm(join(folder, "tiny"), { recursive: true });
  execFileSync("mkfifo", [join(folder, "tiny")]);
  expect(stateOf((await verified(folder, [tiny])).checks)).toBe("unreadable");
  await rm(join(folder, "tiny"));
  await symlink(join(folder, "tiny"), join(folder, "tiny"));
  expect(stateOf((await verified(folder, [tiny])).checks)).toBe("unreadable");
});

test("a version that is locked is compared with its lock, whatever else is recorded", async () => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  const lock = (expected: string) => ({
    ...tiny,
    version_lock: { locked: true, expected_aggregate_sha256: expected },
  });
  const right = lock(tiny.artifacts.aggregate_sha256.toUpperCase());
  expect((await verified(folder, [right])).checks).toMatchObject([{ state: "valid", isAsLocked: true }]);
  expect((await verified(folder, [lock("0".repeat(64))])).checks).toMatchObject([
    { state: "lock violated", says: expect.stringContaining("locked to (000000000000 -> ") },
  ]);
});

test("a hash of the whole is enough to compare with, where the files have none", async () => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  const whole = (aggregate: string) => ({ ...tiny, artifacts: { aggregate_sha256: aggregate, files: [] } });
  expect(stateOf((await verified(folder, [whole(tiny.artifacts.aggregate_sha256)])).checks)).toBe("valid");
  expect(stateOf((await verified(folder, [whole("0".repeat(64))])).checks)).toBe("content changed");
});

test("what was never recorded is neither wrong nor said to be as before", async () => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  const nothing = { artifacts: null, download_directory_checksum: null, download_files: [] };
  const bare = { ...tiny, ...nothing, download_size_bytes: null };
  expect(stateOf((await verified(folder, [bare], false)).checks)).toBe("not recorded");
  expect(stateOf((await verified(folder, [bare])).checks)).toBe("not recorded");
  const sized = { ...tiny, ...nothing };
  expect(stateOf((await verified(folder, [sized], false)).checks)).toBe("valid");
  const grown = { ...sized, download_size_bytes: tiny.download_size_bytes + 1 };
  expect(stateOf((await verified(folder, [grown], false)).checks)).toBe("size changed");
});

test("entries of the same files are each judged, and the files are read once", async () => {
  const folder = await temporaryFolder();
  const one = await modelAt(join(folder, "one"), two);
  const linked = await modelAt(join(folder, "linked"), two);
  for (const name of Object.keys(two)) {
    await unlink(join(folder, "linked", name));
    await link(join(folder, "one", name), join(folder, "linked", name));
  }
  const said = await verified(folder, [one, { ...one, name: "same" }, linked]);
  expect(said).toMatchObject({ filesRead: 2 });
  expect(said.checks).toMatchObject([
    { name: "one", state: "valid", sharedWith: ["same", "linked"] },
    { name: "same", state: "valid", sharedWith: ["one", "linked"] },
    { name: "linked", state: "valid", sharedWith: ["one", "same"] },
  ]);
});

test("a memory that is wrong calls no model changed", async () => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  const cache = new Map<string, string>();
  expect(await verified(folder, [tiny], true, cache)).toMatchObject({ filesRead: 2 });
  for (const key of cache.keys()) cache.set(key, "0".repeat(64));
  expect(stateOf((await verified(folder, [tiny], true, cache)).checks)).toBe("valid");
});

test("who stops a check is heard at once", async () => {
  const folder = await temporaryFolder();
  const tiny = await modelAt(join(folder, "tiny"), two);
  await verified(folder, [tiny]);
  const abort = new AbortController();
  abort.abort(new Error("enough"));
  const registry = await loadRegistry(join(folder, "registry"));
  await expect(verifyRegistry(registry, { full: true }, { signal: abort.signal })).rejects.toThrow("enough");
});

test("of what is not there it is told where a disk may only be away", async () => {
  const folder = await temporaryFolder();
  const [away, gone] = [join(folder, "disk"), join(folder, "here")];
  const models = [await modelAt(join(away, "one"), two), await modelAt(join(gone, "two"), two)];
  await modelAt(join(gone, "three"), two);
  await rm(away, { recursive: true });
  await rm(join(gone, "two"), { recursive: true });
  await verified(folder, models);
  const registry = await loadRegistry(join(folder, "registry"));
  const { checks } = await verifyRegistry(registry, { full: false, roots: [away, gone] });
  expect(checks.map(({ state, says }) => [state, says])).toEqual([
    [
      "missing",
      `path missing: ${join(away, "one")}; ${away} is not there at all, perhaps a disk that is not mounted`,
    ],
    ["missing", `path missing: ${join(gone, "two")}`],
  ]);
});

test("a path is looked at as the disk reads it, and what is not there is missing wherever it lay", async () => {
  const folder = await temporaryFolder();
  const there = await modelAt(join(folder, "models", "up"), two);
  await modelAt(join(folder, "other", "up"), { "c.safetensors": "another" });
  await mkdir(join(folder, "other", "deep"));
  await symlink(join(folder, "other", "deep"), join(folder, "models", "link"));
  const entries = [
    { ...there, name: "through-a-link", download_path: `${folder}/models/link/../up` },
    { ...there, name: "through-a-file", download_path: `${folder}/models/up/a.safetensors/../../up` },
    { ...there, name: "of-the-system", download_path: "/proc/nothing-of-that-name" },
  ];
  const { checks } = await verified(folder, entries, false);
  expect(checks.map(({ name, state }) => [name, state])).toEqual([
    ["through-a-link", "incomplete"],
    ["through-a-file", "missing"],
    ["of-the-system", "missing"],
  ]);
});
