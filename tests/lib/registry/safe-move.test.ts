import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type MoveWay, makeParents, movePath, removeTree } from "#lib/registry/safe-move.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { raceSwapping } from "./swap-race.ts";

const ways: MoveWay[] = ["descriptors", "aside"];

test.each(ways)(
  "a path swapped with a link between check and deed leads nowhere, through %s",
  { timeout: 120_000 },
  async (way) => {
    const { done, escapes } = await raceSwapping(200, way);
    expect(escapes).toBe(0);
    expect(done).toBeGreaterThan(0);
  },
);

test("where folders are moved aside, they are back afterwards, and so is what a killed process left aside", async () => {
  const base = await temporaryFolder();
  await mkdir(join(base, ".modeldeck-aside-killed", "other"), { recursive: true });
  for (const folder of ["owner/deep", "trash/1"]) await mkdir(join(base, folder), { recursive: true });
  await writeFile(join(base, "owner", "deep", "weights"), "w");
  await movePath(join(base, "owner", "deep", "weights"), join(base, "trash", "1", "0"), { way: "aside" });
  expect((await readdir(base)).sort()).toEqual(["other", "owner", "trash"]);
  expect(await readdir(join(base, "owner", "deep"))).toEqual([]);
  expect(await readFile(join(base, "trash", "1", "0"), "utf8")).toBe("w");
});

test("where folders are moved aside, a link on the way is refused, and what it leads to is left alone", async () => {
  const base = await temporaryFolder();
  for (const folder of ["outside", "root/owner", "root/trash"])
    await mkdir(join(base, folder), { recursive: true });
  await writeFile(join(base, "outside", "canary"), "x");
  await symlink(join(base, "outside"), join(base, "root", "owner", "link"));
  const from = join(base, "root", "owner", "link", "canary");
  const moving = movePath(from, join(base, "root", "trash", "0"), { way: "aside" });
  await expect(moving).rejects.toMatchObject({ code: "conflict" });
  expect(await readdir(join(base, "outside"))).toEqual(["canary"]);
  expect((await readdir(join(base, "root"))).sort()).toEqual(["owner", "trash"]);
});

test("what is there already is never overwritten by a move", async () => {
  const base = await temporaryFolder();
  await writeFile(join(base, "a"), "a");
  await writeFile(join(base, "b"), "b");
  await expect(movePath(join(base, "a"), join(base, "b"))).rejects.toMatchObject({ code: "conflict" });
  await mkdir(join(base, "folder"));
  await mkdir(join(base, "empty"));
  await expect(movePath(join(base, "folder"), join(base, "empty"))).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await readFile(join(base, "b"), "utf8")).toBe("b");
});

test("deleting a tree removes the links in it and nothing behind them", async () => {
  const base = await temporaryFolder();
  await mkdir(join(base, "tree", "deep"), { recursive: true });
  await mkdir(join(base, "outside"));
  await writeFile(join(base, "outside", "canary"), "x");
  await symlink(join(base, "outside"), join(base, "tree", "deep", "link"));
  await removeTree(join(base, "tree"));
  expect(await readdir(base)).toEqual(["outside"]);
  expect(await readdir(join(base, "outside"))).toEqual(["canary"]);
});

test("a parent that is a link is refused", async () => {
  const base = await temporaryFolder();
  await mkdir(join(base, "outside"));
  await writeFile(join(base, "outside", "canary"), "x");
  await symlink(join(base, "outside"), join(base, "link"));
  await expect(removeTree(join(base, "link", "canary"))).rejects.toMatchObject({ code: "conflict" });
  expect(await readdir(join(base, "outside"))).toEqual(["canary"]);
});

test("folders are made one in the other, and never behind a link", async () => {
  const base = await temporaryFolder();
  expect(await makeParents(join(base, "a", "b", "model"))).toEqual([join(base, "a"), join(base, "a", "b")]);
  await mkdir(join(base, "outside"));
  await symlink(join(base, "outside"), join(base, "link"));
  await expect(makeParents(join(base, "link", "b", "model"))).rejects.toMatchObject({ code: "conflict" });
  expect(await readdir(join(base, "outside"))).toEqual([]);
});
