import { existsSync, statSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureFolder, ensureFolderSync } from "#lib/state/ensure-folder.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const ways = [
  ["at leisure", ensureFolder],
  ["at once", async (...asked: Parameters<typeof ensureFolderSync>) => ensureFolderSync(...asked)],
] as const;

test.each(ways)(
  "a folder is made with all that is missing above it, or is there already, %s",
  async (_, ensure) => {
    const base = await temporaryFolder();
    const folder = join(base, "a/b/c");
    for (let times = 0; times < 2; times += 1) await ensure(folder, 0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await readdir(base)).toEqual(["a"]);
  },
);

test.each(ways)("a file in its place, or in its way, is no folder, %s", async (_, ensure) => {
  const file = join(await temporaryFolder(), "file");
  await writeFile(file, "");
  await expect(ensure(file)).rejects.toMatchObject({ code: "EEXIST" });
  await expect(ensure(join(file, "below"))).rejects.toMatchObject({ code: "ENOTDIR" });
});

test.skipIf(!existsSync("/proc/self")).for(ways)(
  "where the system takes no folders that is said, and asked once, %s",
  async ([, ensure]) => {
    await expect(ensure("/proc/1/nope/below")).rejects.toMatchObject({
      message: "The folder /proc/1/nope cannot be made: /proc/1 takes none.",
    });
  },
);
