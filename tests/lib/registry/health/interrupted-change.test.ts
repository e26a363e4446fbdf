import { expect, test } from "vitest";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { checkUnfinished } from "#lib/registry/health/check-leftovers.ts";
import { MoveJournal } from "#lib/registry/move-journal.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const moveOf = (from: string) => ({ kind: "move", from, to: `${from}.away`, inode: "1" }) as const;

test.each([
  [["/models/a"], /, 1 path to move$/],
  [["/models/a", "/models/b"], /, 2 paths to move$/],
])("a change that was ended while it moved %j says how much it had before it", async (paths, says) => {
  const dir = await temporaryFolder();
  const journal = new MoveJournal(dir, { fs: diskFileSystem, command: "remove" });
  await journal.intend(paths.map(moveOf));
  await journal.leave();
  const [finding] = (await checkUnfinished(dir)).filter(({ check }) => check === "interrupted-change");
  expect(finding?.items).toEqual([{ name: "remove", detail: expect.stringMatching(says) }]);
});
