import { once } from "node:events";
import { existsSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type FilesMeans, fetchFiles } from "#lib/hub/transfer/fetch-files.ts";
import type { FileWanted } from "#lib/hub/transfer/file-wanted.ts";
import type { Gate } from "#lib/hub/transfer/gate.ts";
import { openPace } from "#lib/hub/transfer/pace.ts";
import { listPartials } from "#lib/hub/transfer/partials.ts";
import { hubWith } from "#tests/lib/hub/hub-for-tests.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { impatience } from "./transfer-for-tests.ts";

const repo = "acme/many";

async function openMany(count: number, pathOf = (index: number) => `part/${index}.json`) {
  const small = Array.from({ length: count }, (_, index) => ({
    path: pathOf(index),
    content: `${index}`,
  }));
  const large = [1, 2, 3].map((seed) => ({ path: `large-${seed}.gguf`, bytes: 2_500_000, seed }));
  const { server, hub } = await hubWith({ repos: [{ name: repo, files: [...small, ...large] }] });
  const folder = await temporaryFolder();
  const commit = server.commit(repo);
  const wanted = (await hub.files(repo, commit)).map(
    ({ path, bytes, sha256, gitSha1 }): FileWanted => ({
      locate: (signal) => hub.locate(repo, commit, path, signal),
      ...{ target: join(folder, path), bytes, sha256, gitSha1: sha256 === undefined ? gitSha1 : undefined },
      origin: { endpoint: server.url, repo, commit, path },
    }),
  );
  const { signal } = new AbortController();
  const means = {
    dispatcher: hub.dispatcher,
    routes: hub.settings,
    patience: { ...impatience, stallMs: 10_000 },
    signal,
  };
  return { server, folder, wanted, means: { ...means, onProgress: () => undefined } };
}

describe("many files", () => {
  it("all come, each whole, and leave nothing beside them", async () => {
    const { folder, wanted, means } = await openMany(60);
    const outcomes = await fetchFiles(wanted, means);
    expect(outcomes.map(({ file, error }) => [file, error])).toEqual(wanted.map((file) => [file, undefined]));
    expect(await readFile(join(folder, "part/42.json"), "utf8")).toBe("42");
    expect((await readdir(folder)).sort()).toEqual(["large-1.gguf", "large-2.gguf", "large-3.gguf", "part"]);
    expect((await readdir(join(folder, "part"))).length).toBe(60);
  });

  it("do not suffer from one that cannot come", async () => {
    const { server, wanted, means } = await openMany(5);
    server.fault({
      kind: "status",
      status: 403,
      at: "cdn",
      path: "large-2",
      times: Number.POSITIVE_INFINITY,
    });
    const outcomes = await fetchFiles(wanted, means);
    const failed = outcomes.filter(({ error }) => error !== undefined);
    expect(failed.map(({ file }) => file.origin.path)).toEqual(["large-2.gguf"]);
    expect(String(failed[0]?.error)).toContain("refuses it (403)");
  });

  it("leave nothing of another version of them that was begun before", async () => {
    const { folder, wanted, means } = await openMany(1);
    const large = wanted.filter(({ target }) => target.endsWith("large-1.gguf"));
    const stop = new AbortController();
    await fetchFiles(
      large.map((file) => ({ ...file, sha256: "0".repeat(64) })),
      {
        ...{ ...means, signal: stop.signal, pace: openPace(() => 2_000_000) },
        onProgress: (_, { done }) => done > 500_000 && stop.abort(new Error("paused")),
      },
    );
    expect(await listPartials([folder])).toHaveLength(1);
    await fetchFiles(large, means);
    expect(await readdir(folder)).toEqual(["large-1.gguf"]);
  });

  it("that come damaged are asked for twice and no more, and are kept until they come whole", async () => {
    const { server, folder, wanted, means } = await openMany(20);
    server.requests.splice(0);
    server.fault({ kind: "wrong-bytes", path: "part/7.json", times: 2 });
    const failed = (await fetchFiles(wanted, means)).filter(({ error }) => error !== undefined);
    expect(failed.map(({ file }) => file.origin.path)).toEqual(["part/7.json"]);
    expect(String(failed[0]?.error)).toMatch(/came damaged twice: it has the git hash \w{40}, not \w{40}/);
    const asked = server.requests.filter(
      ({ method, path }) => method === "GET" && path.includes("part/7.json"),
    );
    expect(asked.length).toBe(2);
    const target = join(folder, "part/7.json");
    expect(await listPartials([dirname(target)])).toMatchObject([{ target, isDamaged: true, done: 1 }]);
    await fetchFiles(wanted, means);
    expect(await readFile(target, "utf8")).toBe("7");
    expect(await readdir(dirname(target))).toHaveLength(20);
  });

  it.each([
    ["in one folder", undefined],
    ["each in its own", (index: number) => `part/${index}/config.json`],
  ])("%s do not follow a folder that is exchanged for a link in mid-run", async (_, pathOf) => {
    const { folder, wanted, means } = await openMany(40, pathOf);
    const [part, elsewhere] = [join(folder, "part"), join(folder, "elsewhere")];
    await mkdir(join(elsewhere, ".modeldeck"), { recursive: true });
    let isMoved = false;
    const onProgress = (_file: FileWanted, { state }: { state: string }) => {
      if (isMoved || state !== "done") return;
      isMoved = true;
      renameSync(part, join(folder, "moved"));
      symlinkSync(elsewhere, part);
    };
    const small = wanted.filter(({ target }) => target.startsWith(part));
    const outcomes = await fetchFiles(small, { ...means, onProgress });
    expect(await readdir(elsewhere, { recursive: true })).toEqual([".modeldeck"]);
    const failed = outcomes.filter(({ error }) => error !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    expect(String(failed[0]?.error)).toContain("leads elsewhere");
  });

  it("all stop together", async () => {
    const { wanted, means } = await openMany(20);
    const stop = new AbortController();
    stop.abort(new Error("paused"));
    const outcomes = await fetchFiles(wanted, { ...means, signal: stop.signal });
    expect(outcomes.every(({ error }) => error === stop.signal.reason)).toBe(true);
  });
});

describe("a folder that goes away while files come into it", () => {
  it("ends them all, those that only wait as well, and is not made again", async () => {
    const { folder, wanted, means } = await openMany(0);
    const open: Gate["open"] = async (_, { signal }) => {
      rmSync(folder, { recursive: true, force: true });
      await once(signal, "abort");
    };
    const fetching = fetchFiles(wanted, { ...means, gate: { open }, filesAtOnce: 1 });
    await expect(fetching).rejects.toThrow(`${folder} was moved or removed while files came into it.`);
    expect(existsSync(folder)).toBe(false);
  });

  it("takes with it what had come, although somebody made it anew", async () => {
    const { folder, wanted, means } = await openMany(3);
    const lost = join(folder, "part/1.json");
    const onProgress: FilesMeans["onProgress"] = ({ target }, { state }) => {
      if (target === lost && state === "done") rmSync(lost);
    };
    const outcomes = await fetchFiles(wanted, { ...means, onProgress });
    const failed = outcomes.filter(({ error }) => error !== undefined);
    expect(failed.map(({ file }) => file.target)).toEqual([lost]);
  });

  it("is noticed where only what is not complete went away", async () => {
    const { folder, wanted, means } = await openMany(0);
    const onProgress: FilesMeans["onProgress"] = (_, { fetched }) => {
      if (fetched > 500_000) rmSync(join(folder, ".modeldeck"), { recursive: true, force: true });
    };
    const pace = openPace(() => 2_000_000);
    const [outcome] = await fetchFiles(wanted.slice(-1), { ...means, onProgress, pace });
    expect(outcome?.error).toMatchObject({
      message: expect.stringMatching(/was removed while it was being/),
    });
  });
});
