import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { link, rename, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type HashCache, hashFiles } from "#lib/weights/hash-files.ts";
import { hashFile, identityOf } from "#lib/weights/hash-thread.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const longAgo = 1_700_000_000;

async function filesIn(folder: string, texts: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(join(folder, name), text);
    await utimes(join(folder, name), longAgo, longAgo);
  }
  return Object.keys(texts).map((name) => join(folder, name));
}

const remembering = () => {
  const kept = new Map<string, string>();
  return {
    get: (key: string) => kept.get(key),
    set: (key: string, hash: string) => void kept.set(key, hash),
  };
};

test("many files are read at a time, and each has its own hash", async () => {
  const folder = await temporaryFolder();
  const texts = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`file-${index}`, `${index}`]));
  const paths = await filesIn(folder, texts);
  const answers = await hashFiles(paths, { threads: 3 });
  const found = paths.map((path) => answers.get(path));
  expect(found).toMatchObject(Object.values(texts).map((text) => ({ sha256: sha256(text) })));
});

test("a file with two names is read once", async () => {
  const folder = await temporaryFolder();
  const [one = ""] = await filesIn(folder, { one: "shared" });
  const other = join(folder, "other");
  await link(one, other);
  const seen: number[] = [];
  const answers = await hashFiles([one, other, one], { onProgress: ({ total }) => seen.push(total) });
  expect(answers.get(one)).toEqual(answers.get(other));
  expect(new Set(seen)).toEqual(new Set(["shared".length]));
});

test("who is stopped goes on from the files that are done", async () => {
  const folder = await temporaryFolder();
  const paths = await filesIn(folder, { large: "x".repeat(1000), middle: "y".repeat(100), small: "z" });
  const cache = remembering();
  const abort = new AbortController();
  const stopping: HashCache = {
    get: cache.get,
    set: (key, hash) => {
      cache.set(key, hash);
      abort.abort(new Error("cancelled"));
    },
  };
  const stopped = hashFiles(paths, { cache: stopping, signal: abort.signal, threads: 1 });
  await expect(stopped).rejects.toThrow("cancelled");
  const totals: number[] = [];
  const answers = await hashFiles(paths, { cache, onProgress: ({ total }) => totals.push(total) });
  expect(totals).toEqual([101, 101]);
  expect(paths.map((path) => answers.get(path))).toMatchObject([
    { isRemembered: true },
    { isRemembered: false },
    { isRemembered: false },
  ]);
});

test("a file that was written just now is not remembered, since its clock may be coarse", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "fresh"), "fresh");
  const cache: HashCache = { get: () => undefined, set: () => expect.unreachable() };
  expect((await hashFiles([join(folder, "fresh")], { cache })).size).toBe(1);
});

test("a file that was young at first is remembered when it had settled before it was read", async () => {
  const folder = await temporaryFolder();
  const [old = ""] = await filesIn(folder, { old: "old" });
  const young = join(folder, "young");
  await writeFile(young, "young, and larger");
  const cache = remembering();
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const moveOn = () => vi.setSystemTime(Date.now() + 10_000);
  await hashFiles([young, old], { cache, threads: 1, onProgress: moveOn });
  const again = await hashFiles([young], { cache });
  expect(again.get(young)).toMatchObject({ state: "hashed", isRemembered: true });
});

test("a file that settles while it is read is not remembered: it may have been written meanwhile", async () => {
  const folder = await temporaryFolder();
  const young = join(folder, "young");
  await writeFile(young, Buffer.alloc(80 * 1024 * 1024));
  const cache: HashCache = { get: () => undefined, set: () => expect.unreachable() };
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const moveOn = () => vi.setSystemTime(Date.now() + 10_000);
  expect((await hashFiles([young], { cache, onProgress: moveOn })).size).toBe(1);
});

test("one file's fault does not stop the others, and a FIFO holds nobody up", async () => {
  const folder = await temporaryFolder();
  const [good = ""] = await filesIn(folder, { good: "good" });
  const fifo = join(folder, "fifo");
  execFileSync("mkfifo", [fifo]);
  const answers = await hashFiles([fifo, folder, join(folder, "none"), join(good, "below"), good, "a\0b"]);
  expect([...answers.values()].map(({ state }) => state).sort()).toEqual(
    ["hashed", "missing", "missing", "not a file", "not a file", "unreadable"].sort(),
  );
  expect(answers.get(fifo)).toMatchObject({ state: "not a file" });
});

test("a sparse file is as long as it says", async () => {
  const path = join(await temporaryFolder(), "sparse");
  await writeFile(path, "");
  await truncate(path, 64 * 1024 * 1024);
  const whole = createHash("sha256")
    .update(Buffer.alloc(64 * 1024 * 1024))
    .digest("hex");
  expect((await hashFiles([path])).get(path)).toMatchObject({ state: "hashed", sha256: whole });
});

test("a file that another takes the place of while it is read has no hash", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "file");
  await writeFile(path, Buffer.alloc(40 * 1024 * 1024));
  await writeFile(join(folder, "next"), Buffer.alloc(40 * 1024 * 1024));
  // On this thread, so that the swap falls into the middle for certain.
  const { renameSync } = await import("node:fs");
  const swap = () => renameSync(join(folder, "next"), path);
  let isSwapped = false;
  const answer = hashFile(
    path,
    () => {
      if (!isSwapped) swap();
      isSwapped = true;
    },
    identityOf,
  );
  expect(answer).toMatchObject({ fault: "changing" });
  await rename(path, join(folder, "next"));
});
