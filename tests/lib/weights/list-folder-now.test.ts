import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listFolderNow } from "#lib/weights/list-folder-now.ts";
import { listModelFiles } from "#lib/weights/model-files.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("a folder has the same files, in the same order, whichever way it is listed", async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, "a", "deep", "er"), { recursive: true });
  for (const path of ["a/b.gguf", "a-b.gguf", "a/deep/er/c.json", "große Ähre", ".hidden"])
    await writeFile(join(root, path), path);
  await symlink(join(root, "a", "b.gguf"), join(root, "link.gguf"));
  await symlink("nowhere", join(root, "dangling.gguf"));
  await symlink(join(root, "a"), join(root, "folder-link"));
  execFileSync("mkfifo", [join(root, "fifo.gguf")]);
  const { files, root: realRoot } = await listModelFiles(root);
  expect(files).toHaveLength(6);
  expect(listFolderNow(root)).toEqual({ root: realRoot, files });
});

test("what is no folder is refused", async () => {
  const root = await temporaryFolder();
  expect(() => listFolderNow(join(root, "none"))).toThrow("ENOENT");
});
