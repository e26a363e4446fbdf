import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findPartials } from "#lib/hub/download/find-partials.ts";
import { knownFolders, rememberFolder } from "#lib/hub/download/known-folders.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

async function leavePartial(folder: string, stem = "a".repeat(24)): Promise<string> {
  const own = join(folder, ".modeldeck");
  await mkdir(own, { recursive: true });
  await writeFile(join(own, `${stem}.part`), "some");
  return join(own, `${stem}.part`);
}

test("what is unfinished is found however deep it lies, but neither in the trash nor behind a link", async () => {
  const folder = await temporaryFolder();
  const root = join(folder, "root");
  const expected = [
    await leavePartial(join(root, "owner/repo")),
    await leavePartial(join(root, "owner/repo/sub/folder")),
  ];
  await leavePartial(join(root, ".modeldeck-trash/old"));
  await leavePartial(join(folder, "elsewhere"));
  await symlink(join(folder, "elsewhere"), join(root, "link"));
  const found = await findPartials([root, root, join(folder, "not there")]);
  expect(found.map(({ path }) => path).sort()).toEqual(expected.sort());
});

test("a folder outside the roots is remembered once, and nothing else is taken for one", async () => {
  const home = await temporaryFolder();
  expect(await knownFolders(home)).toEqual([]);
  await rememberFolder(home, "/srv/models/a b");
  await rememberFolder(home, "/srv/models/a b");
  await writeFile(join(home, "downloads/folders", "b".repeat(24)), "../relative");
  await writeFile(join(home, "downloads/folders", "notes.txt"), "/etc");
  expect(await knownFolders(home)).toEqual(["/srv/models/a b"]);
});
