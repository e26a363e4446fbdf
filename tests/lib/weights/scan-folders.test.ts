import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { chmod, link, mkdir, symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import type { ScanCandidate, ScanFinding, ScanIssue } from "#lib/weights/scan-findings.ts";
import { scanFolders } from "#lib/weights/scan-folders.ts";
import { makeFolder } from "../../support/make-model.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

async function scan(...bases: string[]) {
  const found: ScanFinding[] = [];
  for await (const finding of scanFolders(bases)) found.push(finding);
  const candidates = found.filter((each): each is ScanCandidate => each.kind === "candidate");
  const issues = found.filter((each): each is ScanIssue => each.kind === "issue");
  const [base = ""] = bases;
  const paths = candidates.map(({ path }) => relative(base, path)).toSorted();
  return { candidates, issues: issues.map(({ path, code }) => [relative(base, path), code]), paths };
}

const base = async (files: Parameters<typeof makeFolder>[1]): Promise<string> =>
  makeFolder(await temporaryFolder(), files);

test("owner and repository are the two levels under the base", async () => {
  const root = await base({
    "meta/llama/config.json": "{}",
    "meta/llama/model-00001-of-00002.safetensors": "12345",
    "meta/llama/model-00002-of-00002.safetensors": "123",
    "meta/llama/original/params.bin": "1",
    "meta/empty-parent/none/.keep": "",
  });
  const { candidates, issues } = await scan(root);
  expect(issues).toEqual([]);
  expect(candidates).toHaveLength(1);
  expect(candidates[0]).toMatchObject({
    owner: "meta",
    repo: "llama",
    loose: false,
    files: 4,
    weightBytes: 9,
  });
});

test("models lie at any depth: loose folders, nested roots, folders of quantisations", async () => {
  const root = await base({
    "single/model.safetensors": "1",
    "a/b/c/owner/repo/model.gguf": "1",
    "unsloth/Big-GGUF/Q4_K_M/b-00001-of-00002.gguf": "1",
    "unsloth/Big-GGUF/Q8_0/b.gguf": "1",
    "notes/readme.txt": "1",
  });
  const { paths, candidates } = await scan(root);
  expect(paths).toEqual(["a/b/c/owner/repo", "single", "unsloth/Big-GGUF"]);
  expect(candidates.find(({ repo }) => repo === "repo")?.owner).toBe("owner");
  expect(candidates.find(({ repo }) => repo === "single")?.owner).toBeUndefined();
  expect(candidates.find(({ repo }) => repo === "Big-GGUF")?.weightFiles).toHaveLength(2);
});

test("a folder that is called like a quantisation does not make one model of those beside it", async () => {
  const root = await base({
    "neo/int8/model.safetensors": "1",
    "neo/my-llama-8b/model.safetensors": "1",
    "neo/qwen-7b/model.safetensors": "1",
    "maker/both-GGUF/Q4_K_M/m.gguf": "1",
    "maker/both-GGUF/Q8_0/m.gguf": "1",
    "maker/both-GGUF/.cache/x": "1",
    "maker/told-GGUF/Q4_K_M/m.gguf": "1",
    "maker/told-GGUF/pictures/a.png": "1",
    "maker/told-GGUF/README.md": "1",
  });
  expect((await scan(root)).paths).toEqual([
    ...["maker/both-GGUF", "maker/told-GGUF", "neo/int8", "neo/my-llama-8b", "neo/qwen-7b"],
  ]);
});

test("weights that lie loose in the base are models by themselves, shards together", async () => {
  const root = await base({
    "x.gguf": "1",
    "y-00001-of-00002.gguf": "12",
    "y-00002-of-00002.gguf": "3",
    "z.bin": "",
  });
  const { candidates, paths } = await scan(root);
  expect(paths).toEqual(["x.gguf", "y-00001-of-00002.gguf"]);
  expect(candidates.every(({ loose }) => loose)).toBe(true);
  expect(candidates.find(({ repo }) => repo.startsWith("y"))).toMatchObject({ files: 2, weightBytes: 3 });
});

test("a base that is a model itself is found", async () => {
  const root = await base({ "config.json": "{}", "model.safetensors": "1" });
  expect((await scan(root)).candidates).toMatchObject([{ path: root, files: 2 }]);
});

test("the cache of Hugging Face names owner and repository, and counts a shared blob once", async () => {
  const root = await base({ "models--org--name/blobs/abc": "12345" });
  for (const revision of ["r1", "r2"]) {
    const snapshot = join(root, "models--org--name/snapshots", revision);
    await mkdir(snapshot, { recursive: true });
    await symlink("../../blobs/abc", join(snapshot, "model.safetensors"));
  }
  const { candidates, issues } = await scan(root);
  expect(issues).toEqual([]);
  expect(candidates.map(({ owner, repo }) => `${owner}/${repo}`)).toEqual(["org/name", "org/name"]);
  expect(candidates.map(({ weightBytes }) => weightBytes).toSorted()).toEqual([0, 5]);
});

test("a hard link is counted once, across bases too", async () => {
  const one = await base({ "o/r/a.gguf": "12345" });
  const two = await base({ "o/r/b.gguf": "1" });
  await link(join(one, "o/r/a.gguf"), join(one, "o/r/copy.gguf"));
  await link(join(one, "o/r/a.gguf"), join(two, "o/r/other.gguf"));
  const { candidates } = await scan(one, two);
  expect(candidates.map(({ weightBytes }) => weightBytes)).toEqual([5, 1]);
});

test("a download that never ended is found by its configuration, a folder of notes is not", async () => {
  const root = await base({
    "o/r/config.json": "{}",
    "o/r/model.safetensors.aria2": "",
    "o/notes/readme.md": "",
  });
  expect((await scan(root)).paths).toEqual(["o/r"]);
});

test("links out of the base are reported and not followed, loops end", async () => {
  const outside = await base({ "secret.gguf": "1", "folder/x.gguf": "1" });
  const root = await base({ "o/r/a.gguf": "12" });
  await symlink(join(outside, "secret.gguf"), join(root, "o/r/secret.gguf"));
  await symlink(join(outside, "folder"), join(root, "o/elsewhere"));
  await symlink(root, join(root, "o/r/loop"));
  await symlink("self.gguf", join(root, "o/r/self.gguf"));
  await symlink("nowhere", join(root, "o/r/dangling.gguf"));
  const { candidates, issues } = await scan(root);
  expect(candidates).toMatchObject([{ weightFiles: ["a.gguf"], weightBytes: 2 }]);
  expect(issues.toSorted()).toEqual([
    ["o/r/dangling.gguf", "ENOENT"],
    ["o/r/secret.gguf", "link-leaves-base"],
    ["o/r/self.gguf", "ELOOP"],
  ]);
});

test("a pipe that is called weights is never opened", async () => {
  const root = await base({ "o/r/a.gguf": "1" });
  execFileSync("mkfifo", [join(root, "o/r/pipe.gguf")]);
  expect((await scan(root)).issues).toEqual([["o/r/pipe.gguf", "not-a-file"]]);
});

test.runIf(process.getuid?.() !== 0)(
  "a folder that may not be read is an issue, and the rest is found",
  async () => {
    const root = await base({ "o/locked/a.gguf": "1", "o/open/a.gguf": "1" });
    await chmod(join(root, "o/locked"), 0);
    const { paths, issues } = await scan(root);
    await chmod(join(root, "o/locked"), 0o755);
    expect(paths).toEqual(["o/open"]);
    expect(issues).toEqual([["o/locked", "EACCES"]]);
  },
);

test("a folder that vanishes while the scan runs is an issue, and the rest is found", async () => {
  const names = Array.from({ length: 50 }, (_, index) => `o${index}/r/a.gguf`);
  const root = await base(Object.fromEntries(names.map((name) => [name, "1"])));
  const isPassedOver = (path: string) => {
    // It has been seen by now, and not been looked into yet.
    if (path.endsWith("/o7")) rmSync(path, { recursive: true });
    return false;
  };
  const found: ScanFinding[] = [];
  for await (const finding of scanFolders([root], { isPassedOver })) found.push(finding);
  const [issues, models] = [found.filter(({ kind }) => kind === "issue"), found.map(({ path }) => path)];
  expect(issues).toMatchObject([{ path: join(root, "o7"), code: "ENOENT" }]);
  expect(models.length).toBe(50);
});

test("a base that is not there, or is a file, is an issue", async () => {
  const root = await base({ "file.txt": "" });
  expect((await scan(join(root, "none"))).issues).toEqual([["", "ENOENT"]]);
  expect((await scan(join(root, "file.txt"))).issues).toEqual([["", "ENOTDIR"]]);
});

test("what is nested too deep is told and left out", async () => {
  const root = await base({ "1/2/3/4/5/6/7/8/9/10/a.gguf": "1" });
  expect((await scan(root)).issues).toEqual([["1/2/3/4/5/6/7/8/9", "too-deep"]]);
});

test("an aborted scan ends with the reason", async () => {
  const names = Array.from({ length: 50 }, (_, index) => `o${index}/r/a.gguf`);
  const root = await base(Object.fromEntries(names.map((name) => [name, "1"])));
  const findings = scanFolders([root], { signal: AbortSignal.abort(new Error("enough")) });
  await expect(findings.next()).rejects.toThrow("enough");
});

test("names with newlines and bytes that are odd are only names", async () => {
  const root = await base({ "o/re\npo/a\u202e.gguf": "1", "--help/-rf/x.gguf": "1" });
  expect((await scan(root)).paths).toEqual(["--help/-rf", "o/re\npo"]);
});

test("what lies in the trash is no model, however deep the trash lies", async () => {
  const root = await base({
    "o/kept/model.safetensors": "1",
    ".modeldeck-trash/20261121-063000-abcdef/0/config.json": "{}",
    ".modeldeck-trash/20261121-063000-abcdef/0/model.safetensors": "1",
    "o/.modeldeck-trash/20261121-063000-abcdef/0/model.gguf": "1",
  });
  expect((await scan(root)).paths).toEqual(["o/kept"]);
});

test("of a folder that was seen to be one model only its place is told, unless it is part of another", async () => {
  const root = await base({ "o/one/a.gguf": "1", "o/other/b.gguf": "1", "o/other/part/c.gguf": "12" });
  const read = () => {
    throw new Error("Nobody asks.");
  };
  const told: ScanFinding[] = [];
  const takeWhole = (path: string) => (/one$|part$/.test(path) ? read : undefined);
  for await (const finding of scanFolders([root], { takeWhole })) told.push(finding);
  const [one, other] = told.toSorted((first, second) => first.path.localeCompare(second.path));
  expect(told).toHaveLength(2);
  expect(one).toEqual({ kind: "whole", path: join(root, "o/one"), depth: 2, read });
  expect(other).toMatchObject({ repo: "other", weightFiles: ["b.gguf", "part/c.gguf"], weightBytes: 3 });
});

test("below two bases of which one lies in the other nothing is taken as seen, as it counts once", async () => {
  const root = await base({ "o/m/a-00001-of-00001.gguf": "123", "o/m/a-00001-of-00001.safetensors": "12" });
  const bytesWith = async (options: Parameters<typeof scanFolders>[1]) => {
    const found: ScanFinding[] = [];
    for await (const each of scanFolders([root, join(root, "o/m")], options)) found.push(each);
    return found.map((each) => each.kind === "candidate" && each.weightBytes);
  };
  const plain = await bytesWith({});
  expect(plain).toEqual([5, 0]);
  const read = () => {
    throw new Error("Nobody asks.");
  };
  const filesOf = () => [{ path: "a-00001-of-00001.gguf", bytes: 3, kind: "weights" as const }];
  expect(await bytesWith({ takeWhole: () => read, filesOf })).toEqual(plain);
});
