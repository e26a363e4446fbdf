import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { toByteWords } from "#lib/format.ts";
import type { PlannedMeans } from "#lib/hub/download/fetch-planned.ts";
import { blobNameOf } from "#lib/hub/hf-cache/cache-places.ts";
import type { DownloadPlaces } from "#lib/hub/plan/download-place.ts";
import { partialBytesOf } from "#lib/hub/plan/partial-bytes.ts";
import { openPace } from "#lib/hub/transfer/pace.ts";
import type { Settings } from "#lib/state/settings.ts";
import type { DownloadInput } from "./download-session.ts";
import type { Session } from "./session.ts";

export const placesForDownload = ({ roots, diskReserve }: Settings): DownloadPlaces => ({
  roots: roots.value,
  reserveOf: (total) => diskReserve.value ?? Math.min(5 * 2 ** 30, total / 20),
});

type Wanted = { settings: Settings; plan: DownloadPlan; signal: AbortSignal };

/** How fast and over how many connections files come, and what holds them back. */
export async function downloadMeansOf(
  { rate, connections }: DownloadInput,
  { settings, signal }: Wanted,
): Promise<Omit<PlannedMeans, "onProgress">> {
  const { downloadRate, connectionsPerFile, filesAtOnce } = settings;
  const bytesPerSecond = rate === undefined ? downloadRate.value : rate * 1_000_000;
  return {
    signal,
    pace: openPace(() => bytesPerSecond),
    connections: connections ?? connectionsPerFile.value,
    filesAtOnce: filesAtOnce.value,
  };
}

/** What was begun stays, and the same command goes on with it, unless nothing is to be kept. */
export async function tellStopped(
  plan: DownloadPlan | undefined,
  { session, keep }: { session: Session; keep: boolean },
): Promise<void> {
  const kept = (plan?.files ?? []).reduce(
    (sum, file) => sum + partialBytesOf(file.target, blobNameOf(file), file.bytes),
    0,
  );
  const summary =
    kept > 0 && keep
      ? `Stopped; ${toByteWords(kept)} kept. The same command goes on from there.`
      : "Stopped. The same command goes on with what is complete.";
  session.print.line(summary);
  session.tellResult({ summary, report: { kept: keep ? kept : 0 } });
}
