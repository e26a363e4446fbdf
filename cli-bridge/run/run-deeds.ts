import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { resumeRun } from "./resume-run.ts";
import { existingFolderOf } from "./run-events-stream.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunQueue } from "./run-queue.ts";
import { cancelRun, pauseRun } from "./stop-run.ts";
import { tryRunNow } from "./try-run-now.ts";

type Doing = {
  home: string;
  queue: RunQueue;
  tell: (id: string) => Promise<void>;
  recordOf: (id: string) => Promise<RunRecord>;
};

/** What can be done with a run that is there. Those who look are told, also where it had ended before. */
export function runDeeds({ home, queue, tell, recordOf }: Doing) {
  async function change(id: string, deed: (folder: RunFolder) => Promise<void>): Promise<RunRecord> {
    await deed(await existingFolderOf(home, id));
    await tell(id);
    return recordOf(id);
  }

  return {
    cancel: (id: string) => change(id, (folder) => cancelRun(folder, queue)),
    pause: (id: string) => change(id, (folder) => pauseRun(folder, queue)),
    /** Has a run that waits for an answer ask again at once. */
    tryNow: (id: string) => change(id, tryRunNow),
    /** Goes on from where a run stopped, as another run. */
    async resume(id: string, before?: string): Promise<RunRecord> {
      const { run } = await resumeRun({ home, queue }, await existingFolderOf(home, id), before);
      await tell(id);
      await tell(run.id);
      return recordOf(run.id);
    },
    /** Puts a waiting run before another of its lane, or at an end of the queue: `first` or `last`. */
    move: (id: string, before: string) =>
      change(id, async () => {
        if (!queue.move(id, before)) throw notMovable(id, before);
      }),
  };
}

const notMovable = (id: string, before: string) =>
  new ConsoleError(
    "conflict",
    before === "first" || before === "last"
      ? `Run ${id} does not wait, so it has no place to leave.`
      : `Run ${id} does not wait with ${JSON.stringify(before)}, so it keeps its place.`,
    {
      hint: "Only runs that wait can be moved: before another of the same kind, or to an end of the queue.",
    },
  );
