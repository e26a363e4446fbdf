import { writeFile } from "node:fs/promises";
import { isKept, readKeeper } from "./keeper-file.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunQueue } from "./run-queue.ts";
import { settleRun } from "./settle-run.ts";

/** Ends a waiting run at once and asks the keeper of a going one. The outcome follows when the whole tree is gone. */
export async function cancelRun(folder: RunFolder, queue: RunQueue): Promise<void> {
  // The file comes first: a keeper that starts at this very moment finds it.
  await writeFile(folder.cancel, "", { mode: 0o600 });
  if (queue.waiting.includes(folder.id) && (await settleRun(folder, { kind: "cancelled" }))) {
    return await queue.leave(folder.id);
  }
  const keeper = await readKeeper(folder.keeper);
  if (keeper && keeper.keeper.pid !== process.pid && isKept(keeper))
    process.kill(keeper.keeper.pid, "SIGTERM");
}
