import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { guardOutsideTrash, trashFolderName } from "#lib/weights/trash-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("the trash is no folder to look for models in", async () => {
  const root = await temporaryFolder();
  const item = join(root, trashFolderName, "20261121-063000-abcdef");
  await mkdir(item, { recursive: true });
  await expect(findModels([item])).rejects.toMatchObject({ code: "blocked" });
  expect(() => guardOutsideTrash(join(root, ".modeldeck-trashes"))).not.toThrow();
});
