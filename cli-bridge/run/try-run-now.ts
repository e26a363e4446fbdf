import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { readKeeper } from "./keeper-file.ts";
import { isAlive } from "./process-identity.ts";
import type { RunFolder } from "./run-folder.ts";
import { readRecord } from "./run-record-of.ts";

/** Programs that wait for nothing do not hear it, and it does no harm to those that do not know it. */
export async function tryRunNow(folder: RunFolder): Promise<void> {
  const keeper = await readKeeper(folder.keeper);
  const hasEnded = (await readRecord(folder))?.outcome !== undefined;
  if (hasEnded || !keeper?.child || !isAlive(keeper.child)) throw notGoing(folder);
  process.kill(keeper.child.pid, "SIGCONT");
}

const notGoing = ({ id }: RunFolder) =>
  new ConsoleError("conflict", `Run ${id} is not under way.`, {
    hint: "Only a run that is under way can ask again; resume one that has stopped.",
  });
