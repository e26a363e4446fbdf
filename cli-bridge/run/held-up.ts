import type { RunFolder } from "./run-folder.ts";
import type { RunLanes } from "./run-lanes.ts";
import { readRecord } from "./run-record-of.ts";

export type HeldUp = {
  /** Begins to look, where others wait behind what goes. */
  watch(): void;
  stop(): void;
};

type Watching = {
  lanes: RunLanes;
  folderOf: (id: string) => RunFolder | undefined;
  onChange: () => void;
};

const lookMs = 2_000;

/** Finds out which runs ask somebody in vain, for as long as runs of other commands wait behind them. */
export function watchHeldUp({ lanes, folderOf, onChange }: Watching): HeldUp {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = async (): Promise<void> => {
    const { crowded } = lanes;
    if (crowded.length === 0) {
      lanes.holdNone();
      return stop();
    }
    for (const id of crowded) {
      const folder = folderOf(id);
      const record = folder && (await readRecord(folder).catch(() => undefined));
      lanes.hold(id, record?.progress?.asksAgain === true);
    }
    if (timer) onChange();
  };
  return {
    watch: () => {
      if (timer || lanes.crowded.length === 0) return;
      timer = setInterval(() => void look(), lookMs);
      timer.unref();
    },
    stop,
  };
}
