import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { FileLocation } from "../hub.ts";
import { fetchRange } from "./fetch-range.ts";
import type { Gate } from "./gate.ts";
import type { WrittenBytes } from "./hash-ring.ts";
import { type Line, openLine } from "./line.ts";
import { type LinkedAbort, linkAbort } from "./linked-abort.ts";
import type { Pace } from "./pace.ts";
import type { PartialFile } from "./partial-file.ts";
import { isAway, type Patience } from "./patience.ts";
import { type PieceQueue, queuePieces } from "./piece-queue.ts";
import type { ByteRange } from "./range-set.ts";
import type { AddressNow } from "./shared-address.ts";
import { openSharedWait, type SharedWait } from "./shared-wait.ts";
import { watchForStall } from "./stall-watch.ts";
import { TransferFault, toBroken } from "./transfer-fault.ts";
import type { Transport } from "./transport.ts";
import { countVainTries, type Pause, type VainTries } from "./vain-tries.ts";
import type { WaitedFor } from "./waited-for.ts";

export type Fetching = {
  name: string;
  bytes: number;
  partial: PartialFile;
  address: AddressNow;
  transport: Transport;
  patience: Patience;
  connections: number;
  /** Whether somebody asked for that many. */
  isAsked?: boolean;
  /** Bytes that no hash vouches for are never put together from several answers. */
  isWhole: boolean;
  pace: Pace | undefined;
  gate: Gate | undefined;
  signal: AbortSignal;
  /** Where bytes of this place of the file had best be received, if that is anywhere. */
  roomAt?(at: number): Uint8Array | undefined;
  onBytes(written: WrittenBytes): void;
  onRestart(): void;
  onWait(waitedFor: WaitedFor | undefined): void;
};

type Round = Fetching & {
  queue: PieceQueue;
  line: Line;
  tries: VainTries;
  wait: SharedWait;
  stop: LinkedAbort;
};

/** After so many bytes it is asked again whether there is room, and whether it is time. */
const gateBytes = 16 * 1024 * 1024;

/** Fetches what a partial lacks, over one or more connections, until it is there or all patience is spent. */
export async function fetchMissing(fetching: Fetching): Promise<{ retries: number }> {
  const { partial, bytes, signal } = fetching;
  const tries = countVainTries(fetching.patience, () => bytes - partial.done().bytes());
  const wait = openSharedWait({ onWait: fetching.onWait, hearTryNow: fetching.patience.hearTryNow });
  const line = openLine(fetching.connections, fetching.isAsked);
  let { isWhole } = fetching;
  while (partial.done().bytes() < bytes) {
    signal.throwIfAborted();
    if (isWhole && partial.done().bytes() > 0) restart(fetching);
    const lanes = isWhole ? 1 : fetching.connections;
    const queue = queuePieces(partial.done().missing(bytes));
    const stop = linkAbort(signal);
    const round = {
      ...fetching,
      isWhole,
      queue,
      line,
      ...{ tries, wait, stop },
      signal: stop.signal,
    };
    const ended = await Promise.allSettled(
      Array.from({ length: lanes }, (_, index) => runLane(round, index)),
    );
    stop.unlink();
    partial.checkpoint();
    signal.throwIfAborted();
    const reason: unknown = stop.signal.aborted ? stop.signal.reason : failureOf(ended);
    if (reason === undefined) continue;
    if (!(reason instanceof TransferFault)) throw reason;
    if (reason.kind === "no-ranges") isWhole = true;
    else restart(fetching);
  }
  return { retries: tries.count() };
}

function restart({ partial, onRestart }: Fetching): void {
  partial.restart();
  onRestart();
}

function failureOf(ended: readonly PromiseSettledResult<void>[]): unknown {
  return ended.find((lane) => lane.status === "rejected")?.reason;
}

async function runLane(round: Round, index: number): Promise<void> {
  const { stop } = round;
  for (let piece = nextPiece(round, index); piece; piece = nextPiece(round, index)) {
    const begunAt = performance.now();
    const state: PieceState = { at: piece[0], location: undefined };
    try {
      await fetchPiece(round, piece, state);
    } catch (error) {
      round.queue.giveBack(state.at, piece[1]);
      round.signal.throwIfAborted();
      const fault = toBroken(error);
      const pause = fault instanceof TransferFault ? nextTryAfter(round, fault, begunAt) : undefined;
      if (!(fault instanceof TransferFault) || pause === undefined) return stop.abort(fault);
      // Now and then the address itself is at fault, whatever the fault looks like.
      const isAddress = fault.kind === "expired" || round.tries.count() % 3 === 0;
      if (isAddress && state.location) round.address.forget(state.location);
      await round.wait.pause(fault, pause, round.signal);
      const mustRestart = ["changed", "no-ranges"].includes(fault.kind) || round.isWhole;
      if (mustRestart) return stop.abort(fault);
      continue;
    }
    round.queue.giveBack(state.at, piece[1]);
  }
}

function nextPiece({ queue, line, isWhole }: Round, index: number): ByteRange | undefined {
  if (index >= line.connectionsMax()) return undefined;
  return queue.next(isWhole ? Number.POSITIVE_INFINITY : line.pieceBytes());
}

type PieceState = { at: number; location: FileLocation | undefined };

async function fetchPiece(round: Round, [from, to]: ByteRange, state: PieceState): Promise<void> {
  const { signal, partial, pace, gate, bytes, isWhole } = round;
  const means = { signal, onWait: round.onWait };
  await gate?.open(Math.min(gateBytes, to - from), means);
  let free = gateBytes;
  const watch = watchForStall(signal, round.patience.stallMs);
  try {
    const location = await round.address.get(watch.signal);
    state.location = location;
    const askedAt = performance.now();
    const isPage = /\.html?$/i.test(round.name);
    const asked = { from, to, total: bytes, validator: partial.validator(), isWhole, isPage };
    const taker = {
      answered: (etag: string | undefined) => {
        round.line.answeredIn(performance.now() - askedAt, location.url);
        if (etag !== undefined && partial.validator() === undefined) partial.setValidator(etag);
      },
      roomAt: round.roomAt,
      bytes: (chunk: Uint8Array, at: number) => {
        // The other connections stop a little later than the one that found the file changed.
        signal.throwIfAborted();
        partial.write(chunk, at);
        state.at = at + chunk.length;
        watch.came(chunk.length);
        if (round.tries.came(chunk.length)) round.wait.over();
        else round.wait.came();
        round.onBytes({ chunk, at });
        free -= chunk.length;
        const paid = pace?.take(chunk.length, signal);
        if (!gate || (free > 0 && !gate.isShut?.())) return paid && watch.during(paid);
        free = gateBytes;
        return watch.during(Promise.all([paid, gate.open(gateBytes, means)]).then(() => undefined));
      },
    };
    await fetchRange(round.transport, { location, asked, signal: watch.signal }, taker);
    // Whoever kills the process during the next piece loses no byte of this one.
    partial.checkpoint();
  } finally {
    watch.stop();
  }
}

/** A full disk is waited for where somebody watches it; else it ends the transfer, and what is there stays. */
function nextTryAfter(round: Round, fault: TransferFault, begunAt: number): Pause | undefined {
  const { tries, name, stop } = round;
  const pause = fault.kind === "no-space" && !round.gate ? "enough" : tries.failed(fault, begunAt);
  if (pause !== "enough") return fault.kind === "no-ranges" ? { ...pause, ms: 0 } : pause;
  const code = fault.kind === "no-space" ? "no-space" : "failed";
  const longer = isAway(fault) ? " --patience says how long it waits." : "";
  const hint = `What has come so far is kept; the same command goes on from there.${longer}`;
  const message = `"${name}" could not be fetched: ${fault.message}${tries.count() > 1 ? ", at last" : ""}.`;
  stop.abort(new ConsoleError(code, message, { hint, cause: fault }));
  return undefined;
}
