import type { Progress } from "#cli-bridge/protocol/progress.ts";
import type { PullProgress } from "#lib/backends/adapter.ts";
import { openSpeedWindow } from "#lib/hub/transfer/speed-window.ts";

const tellEveryMs = 250;
const partsMax = 32;
const worthSayingSeconds = 3;

type Telling = {
  tell: (progress: Progress) => void;
  item: string;
  phase?: string;
  /** All bytes of it, where a manifest has told them before. */
  total?: number | undefined;
  /** Hears how much has come since it last heard. */
  onFetched?: (bytes: number) => void;
};

/** How far a server is with fetching a model, by its layers. However often it tells, four times a second is enough. */
export function startPullProgress({ tell, item, phase = "pulling", total, onFetched }: Telling) {
  const speed = openSpeedWindow();
  let latest: PullProgress = { status: "", layers: [] };
  const firstDone = new Map<string, number>();
  let fetched = 0;
  const show = () => tell(progressOf(latest, { item, phase, total, speed }));
  const timer = setInterval(show, tellEveryMs);
  timer.unref();
  return {
    update: (progress: PullProgress): void => {
      latest = progress;
      // What is first told of a layer was there before.
      for (const { digest, done } of progress.layers) if (!firstDone.has(digest)) firstDone.set(digest, done);
      const since = progress.layers.reduce(
        (sum, { digest, done }) => sum + done - (firstDone.get(digest) ?? 0),
        0,
      );
      if (since <= fetched) return;
      speed.add(since - fetched);
      onFetched?.(since - fetched);
      fetched = since;
    },
    stop: (): void => {
      clearInterval(timer);
      show();
    },
  };
}

type Whole = Pick<Telling, "item" | "total"> & { phase: string; speed: ReturnType<typeof openSpeedWindow> };

function progressOf({ status, layers }: PullProgress, { item, phase, total: told, speed }: Whole): Progress {
  const done = layers.reduce((sum, layer) => sum + layer.done, 0);
  const announced = layers.reduce((sum, layer) => sum + layer.total, 0);
  const total = told === undefined ? announced : Math.max(told, announced);
  const bytesPerSecond = speed.bytesPerSecond();
  const isFetching = layers.some((layer) => layer.done < layer.total);
  const stalledSeconds = isFetching ? Math.floor(speed.stalledSeconds()) : 0;
  return {
    phase: isFetching || layers.length === 0 ? phase : (quietPhases.get(status) ?? phase),
    ...{ unit: "bytes", done, item },
    // Layers are announced one by one, so without a manifest the whole is not known before the last.
    ...(total > 0 && { total }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(bytesPerSecond && told !== undefined && { secondsLeft: Math.max(0, total - done) / bytesPerSecond }),
    ...(stalledSeconds >= worthSayingSeconds && { stalledSeconds }),
    parts: layers
      .toSorted((one, other) => Number(one.done >= one.total) - Number(other.done >= other.total))
      .slice(0, partsMax)
      .map((layer) => ({
        name: layer.digest.replace(/^sha256:/, "").slice(0, 12),
        state: layer.done >= layer.total ? "done" : "going",
        done: layer.done,
        total: layer.total,
      })),
  };
}

const quietPhases = new Map([
  ["verifying sha256 digest", "verifying"],
  ["writing manifest", "registering"],
]);
