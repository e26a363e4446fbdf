import { link, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeDiskUse } from "#lib/server/disk-use.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const registryOf = (paths: string[], signature = "s") => ({
  registry: { signature, entries: paths.map((path) => ({ path })) },
});

it("counts a file once however many names and models lead to it", async () => {
  const root = await temporaryFolder();
  const [one, two] = [join(root, "one"), join(root, "two")];
  for (const folder of [one, join(one, "deep"), two]) await mkdir(folder);
  await writeFile(join(one, "deep", "weights"), "x".repeat(1000));
  await link(join(one, "deep", "weights"), join(one, "again"));
  await link(join(one, "deep", "weights"), join(two, "shared"));
  await writeFile(join(two, "own"), "y".repeat(10));
  await symlink(join(one, "again"), join(two, "pointer"));
  const paths = [one, two, one, join(root, "gone"), "ollama:/not-a-path"];
  const measure = makeDiskUse(async () => registryOf(paths));
  expect(await measure()).toEqual({ bytes: 1010, files: 2, sharedBytes: 1000, isCut: false });
});

it("looks again only when the registry has moved", async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, "a"), "x");
  let signature = "s";
  const measure = makeDiskUse(async () => registryOf([root], signature));
  expect((await measure()).bytes).toBe(1);
  await writeFile(join(root, "b"), "x");
  expect((await measure()).bytes).toBe(1);
  signature = "t";
  expect((await measure()).bytes).toBe(2);
});
