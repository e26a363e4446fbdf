import { fdatasync } from "node:fs";
import { promisify } from "node:util";

/** Puts a growing file on the disk now and then, while more of it comes. */
export type SyncBeside = {
  wrote(bytes: number): void;
  /** What is on its way to the disk is of no use any more. */
  forget(): void;
  ended(): Promise<void>;
};

const syncBytes = 64 * 1024 * 1024;
const datasync = promisify(fdatasync);

/** `begin` is asked before each time, and what it gives is called when everything up to then is on the disk. */
export function syncBeside(file: number, begin: () => () => void): SyncBeside {
  let unsynced = 0;
  let epoch = 0;
  let syncing: Promise<void> | undefined;
  const syncNow = async (): Promise<void> => {
    const [synced, of] = [begin(), epoch];
    unsynced = 0;
    await datasync(file);
    if (of === epoch) synced();
  };
  return {
    wrote: (bytes) => {
      unsynced += bytes;
      if (unsynced < syncBytes || syncing) return;
      // What fails here fails again, and is told, when the file is complete.
      syncing = syncNow()
        .catch(() => undefined)
        .finally(() => {
          syncing = undefined;
        });
    },
    forget: () => {
      epoch += 1;
    },
    ended: async () => syncing,
  };
}
