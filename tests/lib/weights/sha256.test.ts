import { createHash, randomBytes } from "node:crypto";
import { appendFile, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256OfFile } from "#lib/weights/sha256.ts";
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
  expect(seen.at(-1)).toBe(70 * 1024 * 1024);
  expect(seen.length).toBeGreaterThanOrEqual(3);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
});

test("a hash is remembered until the file changes", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, "one");
  await utimes(path, 1_700_000_000, 1_700_000_000);
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
  await writeFile(path, Buffer.alloc(120 * 1024 * 1024));
  const { promise: grown, resolve } = Promise.withResolvers<void>();
  const cache = { get: () => undefined, set: () => expect.unreachable() };
  const hash = sha256OfFile(path, { cache, onProgress: () => void appendFile(path, "x").then(resolve) });
  await expect(Promise.all([hash, grown])).rejects.toThrow("changed while it was hashed");
});

test("what is not a file is refused before it is opened", async () => {
  const folder = await temporaryFolder();
  await expect(sha256OfFile(folder)).rejects.toThrow("is not a regular file");
  await expect(sha256OfFile(join(folder, "none"))).rejects.toThrow("ENOENT");
  await symlink("/dev/zero", join(folder, "device"));
  await expect(sha256OfFile(join(folder, "device"))).rejects.toThrow("is not a regular file");
});
