import { join } from "node:path";
import { expect, test } from "vitest";
import { findLmStudioFolders } from "#lib/stores/lmstudio/find-folders.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

test("its own folder is found, and the one of earlier years", async () => {
  const home = await makeFolder(await temporaryFolder(), {
    ".lmstudio/models/o/m/m.gguf": "",
    ".cache/lm-studio/models/o/old/m.gguf": "",
  });
  const { found } = await findLmStudioFolders({ HOME: home });
  expect(found).toEqual([join(home, ".lmstudio", "models"), join(home, ".cache", "lm-studio", "models")]);
});

test("a home that was moved is followed, and so is a folder that its settings name", async () => {
  const home = await temporaryFolder();
  const moved = join(home, "elsewhere");
  await makeFolder(home, {
    ".lmstudio-home-pointer": `${moved}\n`,
    "elsewhere/settings.json": { downloadsFolder: join(home, "big") },
    "big/o/m/m.gguf": "",
  });
  expect((await findLmStudioFolders({ HOME: home })).found).toEqual([join(home, "big")]);
});

test("where nothing is, the places that were looked at are told", async () => {
  const home = await makeFolder(await temporaryFolder(), { ".lmstudio/settings.json": "{" });
  const { looked, found } = await findLmStudioFolders({ HOME: home });
  expect(found).toEqual([]);
  expect(looked).toEqual([join(home, ".lmstudio", "models"), join(home, ".cache", "lm-studio", "models")]);
});
