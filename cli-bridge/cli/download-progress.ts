import type { PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { Progress, ProgressPart } from "#cli-bridge/protocol/progress.ts";
import type { FileProgress } from "#lib/hub/transfer/file-wanted.ts";
import { openSpeedWindow } from "#lib/hub/transfer/speed-window.ts";
import type { Session } from "./session.ts";

const tellEveryMs = 250;
const partsMax = 32;
const worthSayingSeconds = 3;
const rank: Record<ProgressPart["state"], number> = { failed: 0, going: 1, checking: 1, waiting: 2, done: 3 };

/** How far a download is: the whole of it, and the files in hand. It goes on telling while nothing comes. */
export function startDownloadProgress(
  files: readonly PlannedFile[],
  { tellProgress: tell, countFetched }: Pick<Session, "tellProgress" | "countFetched">,
) {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const states = new Map<string, FileProgress>();
  const speed = openSpeedWindow();
  const show = (): void => tell(progressOf(files, states, { total, speed }));
  const timer = setInterval(show, tellEveryMs);
  timer.unref();
  return {
    update: ({ target }: PlannedFile, progress: FileProgress): void => {
      const came = progress.fetched - (states.get(target)?.fetched ?? 0);
      if (came > 0) {
        speed.add(came);
        countFetched(came);
      }
      states.set(target, progress);
    },
    stop: (): void => {
      clearInterval(timer);
      show();
    },
  };
}

type Whole = { total: number; speed: ReturnType<typeof openSpeedWindow> };

function progressOf(
  files: readonly PlannedFile[],
  states: ReadonlyMap<string, FileProgress>,
  { total, speed }: Whole,
): Progress {
  const parts = files.map((file) => partOf(file, states.get(file.target)));
  const done = parts.reduce((sum, part) => sum + part.done, 0);
  const inHand = parts.filter(({ state }) => state === "going");
  const isChecking = inHand.length === 0 && parts.some(({ state }) => state === "checking");
  const waits = files.map(({ target }) => states.get(target)).filter((each) => each?.state === "going");
  const reason = waits.length > 0 && waits.every((each) => each?.waitsFor) ? waits[0]?.waitsFor : undefined;
  const bytesPerSecond = speed.bytesPerSecond();
  const stalledSeconds = inHand.length > 0 && !reason ? Math.floor(speed.stalledSeconds()) : 0;
  return {
    phase: isChecking ? "verifying" : "downloading",
    unit: "bytes",
    ...{ done, total },
    ...(inHand.length === 1 && { item: inHand[0]?.name }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(bytesPerSecond && { secondsLeft: Math.max(0, total - done) / bytesPerSecond }),
    ...(stalledSeconds >= worthSayingSeconds && { stalledSeconds }),
    ...(reason !== undefined && { waitsFor: reason.slice(0, 200) }),
    parts: parts.sort((one, other) => rank[one.state] - rank[other.state]).slice(0, partsMax),
  };
}

function partOf({ path, bytes, here }: PlannedFile, progress: FileProgress | undefined): ProgressPart {
  const name = path.length > 512 ? path.slice(-512) : path;
  if (!progress) return { name, state: "waiting", done: here, total: bytes };
  const { state, done, bytesPerSecond, stalledSeconds } = progress;
  return {
    ...{ name, state, total: bytes },
    done: state === "checking" ? bytes : Math.min(done, bytes),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(stalledSeconds !== undefined && { stalledSeconds }),
  };
}
