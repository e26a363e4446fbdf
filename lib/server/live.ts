import { randomBytes } from "node:crypto";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { LiveReader } from "./live-reader.ts";
import { LiveRing } from "./live-ring.ts";

const lookMs = 1_000;

export type LiveKind = "backends" | "system" | "activity" | "runs" | "registry";

type Sources = {
  onChange: (listener: (record: RunRecord) => void) => () => void;
  signature: () => Promise<string>;
};

type Opening = {
  signal: AbortSignal;
  /** The last event that the reader has, in the words of this stream. */
  after?: string | undefined;
  only?: ReadonlySet<LiveKind> | undefined;
};

/** One small stream for everything a screen shows: what moved, by kind, and as far as it is small, how it is now. */
export class Live {
  readonly #boot = randomBytes(4).toString("hex");
  readonly #ring = new LiveRing();
  readonly #readers = new Set<LiveReader>();
  readonly #signature: Sources["signature"];
  readonly #stop: () => void;
  readonly #watchers = new Set<(isWatched: boolean) => void>();
  #looking: NodeJS.Timeout | undefined;
  #seen: string | undefined;

  constructor({ onChange, signature }: Sources) {
    this.#signature = signature;
    this.#stop = onChange(({ id, state, command }) => this.tell("runs", id, { id, state, command }));
  }

  /** Says something of a thing; what was said of it before is no longer news. */
  tell(kind: LiveKind, thing: string, value: object): void {
    this.#ring.put({ kind, thing, value });
    for (const reader of this.#readers) reader.wake();
  }

  /** Calls when the first reader has come and when the last one has gone. */
  onWatched(listener: (isWatched: boolean) => void): void {
    this.#watchers.add(listener);
    if (this.#readers.size > 0) listener(true);
  }

  /** Passes on what a source says, as long as there is a reader. */
  follow(kind: LiveKind, listen: (listener: (value: object) => void) => () => void): void {
    let stop: () => void = () => undefined;
    this.onWatched((isWatched) => {
      stop();
      stop = isWatched ? listen((value) => this.tell(kind, "", value)) : () => undefined;
    });
  }

  /** A reader that comes back hears what it missed; another, or one that was away too long, hears how things are. */
  open({ signal, after, only }: Opening): ReadableStream<Uint8Array> {
    const reader = new LiveReader({ ring: this.#ring, boot: this.#boot, after, only });
    this.#readers.add(reader);
    if (this.#readers.size === 1) this.#watch();
    const leave = () => this.#leave(reader);
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
    return reader.stream(leave);
  }

  close(): void {
    this.#stop();
    for (const reader of [...this.#readers]) this.#leave(reader);
  }

  /** The registry may be changed by a terminal, so while somebody watches it is asked. */
  #watch(): void {
    for (const listener of this.#watchers) listener(true);
    const ask = () => void this.#look().catch(() => undefined);
    this.#looking = setInterval(ask, lookMs).unref();
    ask();
  }

  async #look(): Promise<void> {
    const now = await this.#signature();
    if (this.#seen !== undefined && now !== this.#seen) this.tell("registry", "", { signature: now });
    this.#seen = now;
  }

  #leave(reader: LiveReader): void {
    if (!this.#readers.delete(reader)) return;
    reader.end();
    if (this.#readers.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#seen = undefined;
    for (const listener of this.#watchers) listener(false);
  }
}
