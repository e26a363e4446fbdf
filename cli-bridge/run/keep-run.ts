import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { appendEnding } from "./append-ending.ts";
import { wishIn } from "./end-causes.ts";
import { tailOf } from "./event-tail.ts";
import { EventWriter } from "./event-writer.ts";
import type { KeeperFile, KeeperOrder } from "./keeper-order.ts";
import type { OutcomeFile } from "./outcome-file.ts";
import { identityOf } from "./process-identity.ts";
import type { ReadyChild } from "./ready-child.ts";
import { makeRedact } from "./redact-text.ts";
import { saveOnce, saveWhole } from "./save-whole.ts";
import { spawnChild } from "./spawn-child.ts";
import { untilSaved } from "./until-saved.ts";
import { ChildWatch, type Kept } from "./watch-child.ts";
import { watchForDeletion } from "./watch-for-deletion.ts";

/** A disk that has been away for so long does not come back. */
const savedWithinMs = 24 * 60 * 60 * 1000;

type Facts = Omit<Extract<RunOutcome, { kind: "interrupted" }>, "kind" | "reason">;

/**
 * Owns one run from its start to its outcome. A run that somebody else owns already is left alone. `ready`: the program,
 * where it waits for its words.
 */
export async function keepRun(order: KeeperOrder, ready?: ReadyChild): Promise<void> {
  const { folder } = order;
  const keeper = identityOf(process.pid);
  if (!keeper) throw new Error("A keeper that cannot be identified could never be found again.");
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const file: KeeperFile = { keeper, startedAt };
  // The mark of the run is not in the surroundings of a program that was started before, so it is named from the first.
  const known = { ...file, ...(ready && { child: identityOf(ready.pid) }) };
  if (!(await saveOnce(folder.keeper, JSON.stringify(known)))) return ready?.letGo();
  const isDeleted = await watchForDeletion(folder.path);
  const writer = await EventWriter.open(
    folder.events,
    order.isServer ? order.limits.serverBytesMax : undefined,
  );
  const listenToChannel = order.hasChannel
    ? (await import("./channel-recorder.ts")).listenToChannel
    : undefined;
  const wish = wishIn(folder);
  const waiting = wish ? undefined : ready?.begin(order);
  if (!waiting) ready?.letGo();
  const child = wish ? undefined : (waiting ?? (await spawnChild(order)));

  const conclude = async (ending: (facts: Facts) => RunOutcome, kept?: Kept) => {
    const result = kept?.result && { result: kept.result };
    const durationMs = Math.round(performance.now() - start);
    const outcome = ending({ endedAt: new Date().toISOString(), durationMs, ...result });
    writer.append("ended", JSON.stringify({ outcome }));
    await writer.close();
    const progress = kept?.progress && { progress: kept.progress };
    const ended: OutcomeFile = { outcome, lines: kept?.lines ?? 0, startedAt, ...progress };
    await untilSaved(async () => {
      if (await isDeleted()) return;
      if (writer.failure) await endRecord(folder.events, outcome);
      await saveOnce(folder.outcome, JSON.stringify(ended));
    }, AbortSignal.timeout(savedWithinMs));
  };

  if (!child) return conclude((facts) => ({ kind: wish ?? "cancelled", ...facts }));
  if ("reason" in child)
    return conclude((facts) => ({ kind: "neverStarted", reason: child.reason, ...facts }));
  const started = { at: startedAt, argv: order.argv, pid: child.pid };
  writer.append("started", makeRedact(order.secrets)(JSON.stringify(started)));
  // Listening starts before anything is waited for: Node throws away what a program printed when it ends unheard.
  const over = new ChildWatch(order, { child, writer, start, listenToChannel }).untilOver();
  await saveWhole(folder.keeper, JSON.stringify({ ...file, child: identityOf(child.pid) }));
  const kept = await over;
  await conclude((facts) => endingOf(kept, order, facts), kept);
}

/** A record that could not be written to the end has an end all the same, or its readers would wait for one. */
async function endRecord(path: string, outcome: RunOutcome): Promise<void> {
  const tail = await tailOf(path);
  if (!tail.ended) await appendEnding(path, outcome, tail);
}

function endingOf({ cause, exit, result, faults }: Kept, order: KeeperOrder, facts: Facts): RunOutcome {
  // Who was asked to pause and had just finished has finished.
  const hasFinished = exit?.code === 0 && (result !== undefined || !order.hasChannel);
  if (cause && !(cause.kind === "paused" && hasFinished)) return { ...cause, ...facts };
  const signal = exit?.signal ?? codesOfSignals.get(exit?.code ?? 0);
  // A machine that goes down may end the program before it tells us. What can go on afterwards has not failed.
  if (order.isPausable && signal)
    return { kind: "interrupted", reason: `The program was ended by ${signal} from outside.`, ...facts };
  if (exit?.code === 0 && faults !== undefined)
    return { kind: "exited", code: 0, faults: true, ...facts, result: { summary: faults } };
  if (exit?.code !== undefined) return { kind: "exited", code: exit.code, ...facts };
  return { kind: "signalled", signal: signal ?? "unknown", ...facts };
}

/** How a program that caught a signal says which one, as shells do. */
const codesOfSignals = new Map([
  [129, "SIGHUP"],
  [130, "SIGINT"],
  [143, "SIGTERM"],
]);
