import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { toByteWords } from "#lib/format.ts";
import type { PlannedMeans } from "#lib/hub/download/fetch-planned.ts";
import { rememberFolder } from "#lib/hub/download/known-folders.ts";
import { blobNameOf } from "#lib/hub/hf-cache/cache-places.ts";
import type { DownloadPlaces } from "#lib/hub/plan/download-place.ts";
import { partialBytesOf } from "#lib/hub/plan/partial-bytes.ts";
import { reserveOf } from "#lib/hub/transfer/disk-reserve.ts";
import { type LimitsSaid, openDownloadLimits } from "#lib/hub/transfer/download-limits.ts";
import { partialPathsOf } from "#lib/hub/transfer/partial-names.ts";
import { listPartials, removePartial } from "#lib/hub/transfer/partials.ts";
import type { Patience } from "#lib/hub/transfer/patience.ts";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import { loadSettings, type Settings } from "#lib/state/settings.ts";
import type { DownloadInput } from "./download-session.ts";
import type { Session } from "./session.ts";

export const placesForDownload = ({ roots, diskReserve }: Settings): DownloadPlaces => ({
  roots: roots.value,
  reserveOf: (total) => reserveOf(total, diskReserve.value),
});

const hourMs = 3_600_000;
const awayMsOf = {
  "15m": hourMs / 4,
  "1h": hourMs,
  "6h": 6 * hourMs,
  "1d": 24 * hourMs,
  forever: Number.POSITIVE_INFINITY,
} as const;

/** A run of the console is stopped there if nobody cares to wait; at a terminal there may be nobody who could. */
export const awayMsFor = ({ patience }: DownloadInput, { isHeard }: Pick<Session, "isHeard">): number =>
  awayMsOf[patience ?? (isHeard ? "forever" : "15m")];

type Wanted = {
  settings: Settings;
  plan: DownloadPlan;
  patience: Partial<Patience>;
  signal: AbortSignal;
};
export type DownloadMeans = Omit<PlannedMeans, "onProgress"> & { close: () => Promise<void> };

/** How fast, over how many connections and when files come. */
export async function openDownloadMeans(
  input: DownloadInput,
  { settings, plan, patience, signal }: Wanted,
): Promise<DownloadMeans> {
  const { home, connectionsPerFile, filesAtOnce } = settings;
  const { folder, location } = plan;
  const claims = join(home.value, "downloads");
  // Somebody who is in the middle of saving settings.json, or wrote a limit wrong, has not lifted one.
  const readAgain = async (): Promise<LimitsSaid | undefined> => {
    const now = await loadSettings();
    const isUnclear = now.wrong === "all" || limitKeys.some((key) => now.wrong.includes(key));
    return isUnclear ? undefined : limitsSaid(input, now);
  };
  const limits = await inHome(home.value, async () => {
    if (location === "custom") await rememberFolder(home.value, folder);
    return openDownloadLimits(limitsSaid(input, settings), { folder, claims, readAgain });
  });
  return {
    ...limits,
    ...{ patience, signal },
    connections: connectionsPerFile.value,
    connectionsAsked: input.connections,
    filesAtOnce: filesAtOnce.value,
  };
}

const limitKeys = ["downloadRate", "quietHours", "quietRate", "diskReserve"] as const;

const limitsSaid = (
  { rate }: DownloadInput,
  { downloadRate, quietHours, quietRate, diskReserve }: Pick<Settings, (typeof limitKeys)[number]>,
): LimitsSaid => ({
  downloadRate: downloadRate.value,
  ownRate: rate === undefined ? undefined : rate * 1_000_000,
  quietHours: quietHours.value,
  quietRate: quietRate.value,
  diskReserve: diskReserve.value,
});

/** What cannot be written there is no fault of the download, and is said before anything comes. */
async function inHome<Result>(home: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const code = errorCodeOf(error);
    if (error instanceof ConsoleError || code === undefined) throw error;
    const isFull = code === "ENOSPC" || code === "EDQUOT";
    const why = isFull ? "has no room" : `cannot be written to (${code})`;
    throw new ConsoleError(isFull ? "no-space" : "not-permitted", `Modeldeck's own folder ${home} ${why}.`, {
      hint: "Nothing was fetched. Make room there, or name another folder with MODELDECK_HOME.",
      cause: error,
    });
  }
}

/** What was begun stays, and the same command goes on with it, unless nothing is to be kept. */
export async function tellStopped(
  { files }: Pick<DownloadPlan, "files">,
  { session, keep }: { session: Session; keep: boolean },
): Promise<void> {
  const kept = files.reduce(
    (sum, file) => sum + partialBytesOf(file.target, blobNameOf(file), file.bytes),
    0,
  );
  if (!keep) await dropPartials(files);
  const goesOn = "The same command goes on from there.";
  const summary = keep
    ? `Stopped; ${toByteWords(kept)} kept in unfinished files. ${goesOn}`
    : `Stopped; what was unfinished, ${toByteWords(kept)}, is removed.`;
  session.print.line(summary);
  session.tellResult({ summary, report: { kept: keep ? kept : 0 } });
  session.print.json({ stopped: true, kept: keep ? kept : 0 });
}

/** Only those of this download; what another is still busy with stays. */
async function dropPartials(files: DownloadPlan["files"]): Promise<void> {
  const own = new Set(
    files.flatMap((file) => {
      const { part, damaged } = partialPathsOf(file.target, blobNameOf(file));
      return [part, damaged];
    }),
  );
  const folders = new Set(files.map(({ target }) => join(target, "..")));
  for (const { path, isInUse } of await listPartials(folders)) {
    if (own.has(path) && !isInUse) await removePartial(path);
  }
}
