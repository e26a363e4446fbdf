import { existsSync, linkSync, renameSync, symlinkSync } from "node:fs";
import { chmod, mkdir, open, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FileProgress } from "#lib/hub/transfer/file-wanted.ts";
import { openPace } from "#lib/hub/transfer/pace.ts";
import { partialPathsOf } from "#lib/hub/transfer/partial-names.ts";
import { openWorkshop, type Workshop } from "./transfer-for-tests.ts";

const mebibyte = 1024 * 1024;
const openLarge = () => openWorkshop({ bytes: 20 * mebibyte });
const folderOf = ({ target }: Workshop) => dirname(target);

/** Stops a transfer when some of it has come. */
async function stopInTheMiddle(workshop: Workshop): Promise<number> {
  const stop = new AbortController();
  let done = 0;
  const onProgress = (progress: { done: number }) => {
    done = progress.done;
    if (done > 3 * mebibyte) stop.abort(new Error("paused"));
  };
  const pace = openPace(() => 16 * mebibyte);
  const fetching = workshop.fetch({ signal: stop.signal, onProgress, pace });
  await expect(fetching).rejects.toThrow("paused");
  return done;
}

describe("a file that is fetched", () => {
  it("is right, is told of while it comes, and leaves nothing beside itself", async () => {
    const workshop = await openLarge();
    const end = await workshop.fetch();
    const { bytes, sha256 } = workshop.wanted;
    expect(end).toEqual({ bytes, fetched: bytes, sha256, retries: 0, followed: false, existed: false });
    expect(await workshop.isRight()).toBe(true);
    expect(await readdir(folderOf(workshop))).toEqual(["model.gguf"]);
    expect([...new Set(workshop.seen.map(({ state }) => state))]).toEqual([
      "waiting",
      "going",
      "checking",
      "done",
    ]);
    expect(workshop.seen.at(-1)).toMatchObject({ done: bytes, fetched: bytes });
  });

  it("comes over several connections, none of which carries the hub's token elsewhere", async () => {
    const workshop = await openLarge();
    await workshop.fetch({ connections: 3 });
    const gets = workshop.hub.requests.filter(({ method, host }) => method === "GET" && host === "cdn");
    expect(gets.length).toBeGreaterThan(1);
    expect(gets.every(({ authorization, range }) => authorization === undefined && range !== undefined)).toBe(
      true,
    );
  });

  it("may be small, and in git, and empty", async () => {
    for (const content of ["# Card", "", "x".repeat(700_000)]) {
      const workshop = await openWorkshop({ path: "README.md", content, lfs: false });
      const end = await workshop.fetch();
      expect(end).toMatchObject({ fetched: content.length, existed: false });
      expect(await readFile(workshop.target, "utf8")).toBe(content);
      expect(await readdir(folderOf(workshop))).toEqual(["README.md"]);
    }
  });

  it("may be large and in git, where only the git hash is known", async () => {
    const workshop = await openWorkshop({ path: "tokenizer.json", bytes: 9_500_000, lfs: false });
    expect(workshop.wanted.sha256).toBeUndefined();
    await workshop.fetch();
    expect(await workshop.isRight()).toBe(true);
  });

  it("may come without any hash, in one piece", async () => {
    const workshop = await openLarge();
    const end = await workshop.fetch({}, { sha256: undefined });
    expect(end.sha256).toBe(workshop.wanted.sha256);
    expect(
      workshop.hub.requests.filter(({ method, host }) => method === "GET" && host === "cdn").length,
    ).toBe(1);
  });

  it("comes through a dispatcher where that has to find the way", async () => {
    const workshop = await openLarge();
    await workshop.fetch({ routes: undefined });
    expect(await workshop.isRight()).toBe(true);
  });
});

describe("a file that is there already", () => {
  it("is not fetched again", async () => {
    const workshop = await openLarge();
    await workshop.fetch();
    const sent = workshop.hub.bytesSent();
    expect(await workshop.fetch()).toMatchObject({ existed: true, fetched: 0 });
    expect(workshop.hub.bytesSent()).toBe(sent);
  });

  it("and is another one is kept, unless it may be replaced", async () => {
    const workshop = await openLarge();
    await mkdir(folderOf(workshop));
    await writeFile(workshop.target, "mine");
    await expect(workshop.fetch()).rejects.toMatchObject({ code: "conflict" });
    expect(await readFile(workshop.target, "utf8")).toBe("mine");
    await workshop.fetch({}, { replace: true });
    expect(await workshop.isRight()).toBe(true);
  });

  it("and is a folder or a link is refused", async () => {
    const workshop = await openLarge();
    await mkdir(workshop.target, { recursive: true });
    await expect(workshop.fetch()).rejects.toMatchObject({ code: "conflict" });
    const link = join(workshop.folder, "link.gguf");
    await symlink("/etc/hostname", link);
    await expect(workshop.fetch({}, { target: link, replace: true })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("and came while this one was fetched is not overwritten", async () => {
    const workshop = await openLarge();
    await mkdir(folderOf(workshop));
    const mine = join(workshop.folder, "mine");
    await writeFile(mine, "mine");
    const sneak = ({ state }: { state: string }) => {
      if (state === "checking" && existsSync(mine)) renameSync(mine, workshop.target);
    };
    await expect(workshop.fetch({ onProgress: sneak })).rejects.toMatchObject({ code: "conflict" });
    expect(await readFile(workshop.target, "utf8")).toBe("mine");
  });
});

describe("a transfer that was stopped", () => {
  it("goes on where it was, and hashes what was there as well", async () => {
    const workshop = await openLarge();
    const done = await stopInTheMiddle(workshop);
    expect(await readdir(folderOf(workshop))).toEqual([".modeldeck"]);
    const end = await workshop.fetch();
    expect(end.fetched).toBeLessThanOrEqual(workshop.wanted.bytes - done);
    expect(await workshop.isRight()).toBe(true);
  });

  it("finds bytes that were changed meanwhile, and fetches the file anew", async () => {
    const workshop = await openLarge();
    await stopInTheMiddle(workshop);
    const { part } = partialPathsOf(workshop.target, workshop.wanted.sha256 ?? "");
    const file = await open(part, "r+");
    await file.write(Buffer.from("spoiled"), 0, 7, 1000);
    await file.close();
    const end = await workshop.fetch();
    expect(end.retries).toBe(1);
    expect(await workshop.isRight()).toBe(true);
  });

  it.each([
    ["torn", (text: string) => text.slice(0, -9)],
    ["empty", () => ""],
    ["of zeros", (text: string) => "\0".repeat(text.length)],
    ["of another machine's life", (text: string) => text.replace(/"bootId":"[^"]*"/, '"bootId":"before"')],
    ["of an older content", (text: string) => text.replace(/"etag":"[^"]*"/, '"etag":"old"')],
  ])("with a record that is %s still ends right", async (_, spoil) => {
    const workshop = await openLarge();
    await stopInTheMiddle(workshop);
    const { record } = partialPathsOf(workshop.target, workshop.wanted.sha256 ?? "");
    await writeFile(record, spoil(await readFile(record, "utf8")));
    await workshop.fetch();
    expect(await workshop.isRight()).toBe(true);
  });

  it("and is of another content claims nothing of it after the machine was restarted", async () => {
    const workshop = await openLarge();
    await stopInTheMiddle(workshop);
    const { record } = partialPathsOf(workshop.target, workshop.wanted.sha256 ?? "");
    const [head = ""] = (await readFile(record, "utf8")).split("\n");
    const older = head.replace(/"etag":"[^"]*"/, '"etag":"old"');
    await writeFile(record, `${older}\n${JSON.stringify({ synced: [[0, 9_000_000]] })}\n`);
    const stop = new AbortController();
    const onProgress = ({ state }: { state: string }) => state === "going" && stop.abort(new Error("paused"));
    await expect(workshop.fetch({ signal: stop.signal, onProgress })).rejects.toThrow("paused");
    expect(await readFile(record, "utf8")).not.toContain("9000000");
  });

  it("never goes on with the content of another commit", async () => {
    const workshop = await openLarge();
    await stopInTheMiddle(workshop);
    const files = [{ path: "model.gguf", bytes: 20 * mebibyte, seed: 8 }];
    workshop.hub.change({ name: "acme/model", files });
    const sha256 = await workshop.hub.sha256("acme/model", "model.gguf");
    const commit = workshop.hub.commit("acme/model");
    const url = `${workshop.hub.url}/acme/model/resolve/${commit}/model.gguf`;
    const locate = async () => ({
      url,
      headers: {},
      bytes: undefined,
      etag: sha256,
      commit,
      expiresAt: undefined,
    });
    const end = await workshop.fetch({}, { sha256, locate });
    expect(end).toMatchObject({ sha256, fetched: workshop.wanted.bytes });
  });
});

describe("what lies beside the target", () => {
  it("and is exchanged for a link in mid-file is not written through", async () => {
    const workshop = await openLarge();
    const [folder, elsewhere] = [folderOf(workshop), join(workshop.folder, "elsewhere")];
    const { part } = partialPathsOf(join(elsewhere, "model.gguf"), workshop.wanted.sha256 ?? "");
    await mkdir(dirname(part), { recursive: true });
    await writeFile(part, "mine");
    let isMoved = false;
    const onProgress = ({ done }: { done: number }) => {
      if (isMoved || done < mebibyte) return;
      isMoved = true;
      renameSync(folder, join(workshop.folder, "moved"));
      symlinkSync(elsewhere, folder);
    };
    const pace = openPace(() => 20 * mebibyte);
    await expect(workshop.fetch({ onProgress, pace })).rejects.toThrow("leads elsewhere");
    expect(await readdir(elsewhere)).toEqual([".modeldeck"]);
    expect(await readdir(dirname(part))).toEqual([basename(part)]);
    expect(await readFile(part, "utf8")).toBe("mine");
  });

  it("and was a lock before the machine went down keeps nobody waiting", async () => {
    const workshop = await openLarge();
    const { folder, lock } = partialPathsOf(workshop.target, workshop.wanted.sha256 ?? "");
    await mkdir(folder, { recursive: true });
    await writeFile(lock, "");
    await workshop.fetch();
    expect(await workshop.isRight()).toBe(true);
    expect(await readdir(folderOf(workshop))).toEqual(["model.gguf"]);
  });

  it("and is a lock that says nothing is waited for, and the wait can be ended", async () => {
    const workshop = await openLarge();
    const { folder, lock } = partialPathsOf(workshop.target, workshop.wanted.sha256 ?? "");
    await mkdir(folder, { recursive: true });
    await writeFile(lock, "somebody's");
    const stop = new AbortController();
    const onProgress = ({ waitsFor }: FileProgress) =>
      waitsFor?.words.includes(lock) && stop.abort(new Error("paused"));
    await expect(workshop.fetch({ signal: stop.signal, onProgress })).rejects.toThrow("paused");
  });

  it("and is a lock of another host is waited for only so long as the file grows", async () => {
    const workshop = await openLarge();
    const { folder, lock } = partialPathsOf(workshop.target, workshop.wanted.sha256 ?? "");
    await mkdir(folder, { recursive: true });
    const since = new Date().toISOString();
    const holder = { pid: 12, host: "nas", token: "nas-12-0123456789abcdef", command: "download", since };
    await writeFile(lock, JSON.stringify(holder));
    await expect(workshop.fetch({ patience: { strangerMs: 300 } })).rejects.toMatchObject({
      code: "busy",
      message: expect.stringMatching(`^${workshop.target} is held by process 12 on the host "nas"`),
      hint: expect.stringContaining(lock),
    });
    expect(await readdir(folder)).toEqual([basename(lock)]);
  });

  it("is never written through a link", async () => {
    const workshop = await openLarge();
    const elsewhere = join(workshop.folder, "elsewhere");
    await mkdir(elsewhere);
    await mkdir(folderOf(workshop));
    await symlink(elsewhere, join(folderOf(workshop), ".modeldeck"));
    await expect(workshop.fetch()).rejects.toMatchObject({ code: "not-permitted" });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it.each(["symbolic", "hard"])("is no %s link to somebody's file", async (kind) => {
    const workshop = await openLarge();
    const mine = join(workshop.folder, "mine");
    await writeFile(mine, "mine");
    await chmod(mine, 0o600);
    const { folder, part } = partialPathsOf(workshop.target, workshop.wanted.sha256 ?? "");
    await mkdir(folder, { recursive: true });
    if (kind === "hard") linkSync(mine, part);
    else await symlink(mine, part);
    await expect(workshop.fetch()).rejects.toMatchObject({ code: "not-permitted" });
    expect(await readFile(mine, "utf8")).toBe("mine");
  });
});
