import type { PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { Progress, ProgressPart } from "#cli-bridge/protocol/progress.ts";
import type { FileProgress } from "#lib/hub/transfer/file-wanted.ts";
import { openSpeedWindow } from "#lib/hub/transfer/speed-window.ts";
import type { WaitedFor } from "#lib/hub/transfer/waited-for.ts";
import type { Session } from "./session.ts";

const tellEveryMs = 250;
const partsMax = 32;
const worthSayingSeconds = 3;
const rank: Record<ProgressPart["state"], number> = { failed: 0, going: 1, checking: 1, waiting: 2, done: 3 };

/** How far a download is: the whole of it, and the files in hand. It goes on telling while nothing comes. */
export function startDownloadProgress(
  files: readonly PlannedFile[],
  { tellProgress, countFetched, print }: Pick<Session, "tellProgress" | "countFetched" | "print">,
) {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const states = new Map<string, FileProgress>();
  const speed = openSpeedWindow();
  const noteWait = makeWaitNotes(print);
  const show = (): void => {
    const waitsFor = waitOfAll(files, states);
    noteWait(waitsFor);
    tellProgress(progressOf(files, states, { total, speed, waitsFor }));
  };
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

/** Says once of each time that the hub is away, for whoever reads afterwards what kept the download. */
export function makeWaitNotes({ note }: Pick<Session["print"], "note">) {
  let said = "";
  return (waitsFor?: WaitedFor): void => {
    const { away } = waitsFor ?? {};
    if (!away || away.since === said) return;
    said = away.since;
    note(`waits for ${away.note}`);
  };
}

/** What is waited for, as progress tells it. */
export const toWait = (waitsFor: WaitedFor | undefined): Pick<Progress, "waitsFor" | "asksAgain"> =>
  waitsFor ? { waitsFor: waitsFor.words.slice(0, 200), ...(waitsFor.away && { asksAgain: true }) } : {};

/** What the whole waits for, where no file goes on. */
function waitOfAll(
  files: readonly PlannedFile[],
  states: ReadonlyMap<string, FileProgress>,
): WaitedFor | undefined {
  const going = files.map(({ target }) => states.get(target)).filter((each) => each?.state === "going");
  return going.every((each) => each?.waitsFor) ? going[0]?.waitsFor : undefined;
}

type Whole = {
  total: number;
  speed: ReturnType<typeof openSpeedWindow>;
  waitsFor: WaitedFor | undefined;
};

function progressOf(
  files: readonly PlannedFile[],
  states: ReadonlyMap<string, FileProgress>,
  { total, speed, waitsFor }: Whole,
): Progress {
  const parts = files.map((file) => partOf(file, states.get(file.target)));
  const done = parts.reduce((sum, part) => sum + part.done, 0);
  const inHand = parts.filter(({ state }) => state === "going");
  const isChecking = inHand.length === 0 && parts.some(({ state }) => state === "checking");
  const bytesPerSecond = speed.bytesPerSecond();
  const stalledSeconds = inHand.length > 0 && !waitsFor ? Math.floor(speed.stalledSeconds()) : 0;
  return {
    phase: isChecking ? "verifying" : "downloading",
    unit: "bytes",
    ...{ done, total },
    ...(inHand.length === 1 && { item: inHand[0]?.name }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(bytesPerSecond && { secondsLeft: Math.max(0, total - done) / bytesPerSecond }),
    ...(stalledSeconds >= worthSayingSeconds && { stalledSeconds }),
    ...toWait(waitsFor),
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
