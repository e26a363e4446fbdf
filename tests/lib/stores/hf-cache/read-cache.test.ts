import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chosenSnapshot } from "#lib/stores/hf-cache/cached-repo.ts";
import { readHubCache } from "#lib/stores/hf-cache/read-cache.ts";
import { makeCachedRepo } from "#tests/support/make-hub-cache.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const [one, two] = ["1".repeat(40), "2".repeat(40)];

test("files at any depth are read, each beside its blob, and large ones with their hash", async () => {
  const cache = await temporaryFolder();
  const folder = await makeCachedRepo(cache, "own/m", {
    [one]: { refs: ["main", "refs/pr/1"], files: { "config.json": "{}", "q4/m.gguf": "weights" } },
  });
  const { repos, issues } = await readHubCache(cache);
  expect(issues).toEqual([]);
  expect(repos).toMatchObject([{ repo: "own/m", kind: "model", folder, orphans: { count: 0 } }]);
  const [snapshot] = repos[0]?.snapshots ?? [];
  expect(snapshot).toMatchObject({ commit: one, refs: ["main", "refs/pr/1"], broken: [] });
  expect(snapshot?.files).toMatchObject([
    { path: "config.json", bytes: 2, sha256: undefined },
    { path: "q4/m.gguf", bytes: 7, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
});

test("what no revision links to and what did not end are told apart", async () => {
  const cache = await temporaryFolder();
  const folder = await makeCachedRepo(cache, "m", { [one]: { files: { "m.gguf": "weights" } } });
  await writeFile(join(folder, "blobs", "a".repeat(64)), "orphan");
  await writeFile(join(folder, "blobs", `${"b".repeat(64)}.0123abcd.incomplete`), "half");
  const { repos } = await readHubCache(cache);
  expect(repos).toMatchObject([
    { repo: "m", orphans: { count: 1, bytes: 6 }, unfinished: { count: 1, bytes: 4 } },
  ]);
});

test("a link that leads nowhere or out of the cache is broken, and stops nothing", async () => {
  const cache = await temporaryFolder();
  const folder = await makeCachedRepo(cache, "own/m", {
    [one]: { files: { "m.gguf": "weights", "other.gguf": "more" } },
  });
  await symlink("/etc/hostname", join(folder, "snapshots", one, "evil.gguf"));
  const [repo] = (await readHubCache(cache)).repos;
  await rm(repo?.snapshots[0]?.files[0]?.blob ?? "");
  const [again] = (await readHubCache(cache)).repos;
  expect(again?.snapshots[0]?.broken).toEqual(["evil.gguf", "m.gguf"]);
  expect(again?.snapshots[0]?.files.map(({ path }) => path)).toEqual(["other.gguf"]);
});

test("other things in the cache are no models, and copies in place of links are read", async () => {
  const cache = await makeFolder(await temporaryFolder(), {
    [`datasets--own--d/snapshots/${one}/data.json`]: "{}",
    [`models--own--copied/snapshots/${two}/m.gguf`]: "weights",
    ".locks/models--own--copied/x.lock": "",
    "CACHEDIR.TAG": "",
  });
  const { repos } = await readHubCache(cache);
  expect(repos.map(({ repo, kind }) => [repo, kind])).toEqual([
    ["own/d", "dataset"],
    ["own/copied", "model"],
  ]);
  expect(repos[1]?.snapshots[0]?.files).toMatchObject([{ path: "m.gguf", blob: undefined }]);
});

test("of several revisions main is the model, else one with a name, else the newest", () => {
  const at = (commit: string, refs: string[], day: number) => ({
    ...{ commit, refs, path: "", files: [], broken: [], changedAt: new Date(Date.UTC(2026, 0, day)) },
  });
  const chosen = (...snapshots: ReturnType<typeof at>[]) => chosenSnapshot({ snapshots })?.commit;
  expect(chosen(at("a", [], 3), at("b", ["main"], 1), at("c", ["v1"], 2))).toBe("b");
  expect(chosen(at("a", [], 3), at("c", ["v1"], 2))).toBe("c");
  expect(chosen(at("a", [], 1), at("d", [], 2))).toBe("d");
  expect(chosen()).toBeUndefined();
});
