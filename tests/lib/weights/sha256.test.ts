import { createHash, randomBytes } from "node:crypto";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256OfFile, sha256OfFiles } from "#lib/weights/sha256.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

test.each([0, 1, 1024 * 1024, 1024 * 1024 + 1, 40_000_003])(
  "%i bytes have their true hash",
  async (length) => {
    const bytes = randomBytes(length);
    const path = join(await temporaryFolder(), "file");
    await writeFile(path, bytes);
    expect(await sha256OfFile(path)).toBe(sha256(bytes));
  },
);

test("progress grows to the size of the file", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, Buffer.alloc(70 * 1024 * 1024));
  const seen: number[] = [];
  await sha256OfFile(path, { onProgress: (bytes) => seen.push(bytes) });
  expect(seen).toEqual([32, 64, 70].map((megabytes) => megabytes * 1024 * 1024));
});

test("several files are hashed at once and their progress is added up", async () => {
  const folder = await temporaryFolder();
  const paths = ["a", "b", "c"].map((name) => join(folder, name));
  const bytes = Buffer.alloc(3_000_000, "x");
  for (const path of paths) await writeFile(path, bytes);
  const seen: number[] = [];
  const found = await sha256OfFiles(paths, { onProgress: (done) => seen.push(done) });
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(paths.map((path) => [path, sha256(bytes)])));
  expect(seen.at(-1)).toBe(9_000_000);
});

test("a hash is remembered until the file changes", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, "one");
  const cache = new Map<string, string>();
  const first = await sha256OfFile(path, { cache });
  cache.set([...cache.keys()].join(), "remembered");
  expect(await sha256OfFile(path, { cache })).toBe("remembered");
  await appendFile(path, " more");
  expect(await sha256OfFile(path, { cache })).toBe(sha256(Buffer.from("one more")));
  expect(first).toBe(sha256(Buffer.from("one")));
});

test("an aborted hash ends with the reason and leaves no thread behind", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, Buffer.alloc(100 * 1024 * 1024));
  const abort = new AbortController();
  const hash = sha256OfFile(path, {
    signal: abort.signal,
    onProgress: () => abort.abort(new Error("enough")),
  });
  await expect(hash).rejects.toThrow("enough");
});

test("a file that grows while it is hashed has no hash", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, Buffer.alloc(40 * 1024 * 1024));
  const { promise: grown, resolve } = Promise.withResolvers<void>();
  const cache = { get: () => undefined, set: () => expect.unreachable() };
  const hash = sha256OfFile(path, { cache, onProgress: () => void appendFile(path, "x").then(resolve) });
  await expect(Promise.all([hash, grown])).rejects.toThrow("changed while it was hashed");
});

test("what is not a file is refused before it is opened", async () => {
  await expect(sha256OfFile(await temporaryFolder())).rejects.toThrow("is not a regular file");
  await expect(sha256OfFile(join(await temporaryFolder(), "none"))).rejects.toThrow("ENOENT");
});
