import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { movePath, removeTree } from "#lib/registry/safe-move.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { raceSwapping } from "./swap-race.ts";

test("a path swapped with a link between check and deed leads nowhere", { timeout: 120_000 }, async () => {
  const { done, escapes } = await raceSwapping(2_000);
  expect(escapes).toBe(0);
  expect(done).toBeGreaterThan(0);
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
