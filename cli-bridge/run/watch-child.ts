import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import type { RunResult } from "#cli-bridge/protocol/run-outcome.ts";
import type { listenToChannel as ListenToChannel } from "./channel-recorder.ts";
import { type EndCause, listenForEnd } from "./end-causes.ts";
import type { EventWriter } from "./event-writer.ts";
import type { KeeperOrder } from "./keeper-order.ts";
import { OutputRecorder } from "./output-recorder.ts";
import { makePace, type Pace } from "./pace-events.ts";
import { endTree } from "./process-tree.ts";
import { progressBudget } from "./progress-budget.ts";
import { longestFormOf, makeRedact, type Redact } from "./redact-text.ts";
import { saveWhole } from "./save-whole.ts";
import type { Child } from "./spawn-child.ts";
import { faultReader } from "./told-faults.ts";

/** What is known of a run when its program is gone. */
export type Kept = {
  cause: EndCause | undefined;
  exit: Awaited<Child["exited"]> | undefined;
  result: RunResult | undefined;
  /** What it printed of faults that its exit code does not tell. */
  faults: string | undefined;
  lines: number;
  progress: Progress | undefined;
};

type Watched = {
  child: Child;
  writer: EventWriter;
  start: number;
  /** Only there for a program that reports, because knowing the messages takes a moment to load. */
  listenToChannel: typeof ListenToChannel | undefined;
};

const marginBytesMin = 256;

/** Records what a program says and ends it when it must end. */
export class ChildWatch {
  readonly #order: KeeperOrder;
  readonly #child: Child;
  readonly #writer: EventWriter;
  readonly #redact: Redact;
  readonly #recorder: OutputRecorder;
  readonly #pace: Pace<Progress>;
  readonly #listenToChannel: Watched["listenToChannel"];
  readonly #unkillable = Promise.withResolvers<undefined>();
  #ending: Promise<void> | undefined;
  #isOver = false;
  #cause: EndCause | undefined;
  #result: RunResult | undefined;
  #progress: Progress | undefined;
  #standing = Promise.resolve();

  constructor(order: KeeperOrder, { child, writer, start, listenToChannel }: Watched) {
    this.#listenToChannel = listenToChannel;
    this.#order = order;
    this.#child = child;
    this.#writer = writer;
    this.#redact = makeRedact(order.secrets);
    const elapsedMs = () => Math.max(0, Math.round(performance.now() - start));
    const budget = progressBudget(order);
    this.#pace = makePace(budget.intervalMs, (progress) => {
      this.#progress = { ...progress, at: elapsedMs(), lines: this.#recorder.lines };
      const json = this.#redact(JSON.stringify(this.#progress));
      writer.append("progress", json);
      budget.spend(json.length);
    });
    this.#recorder = new OutputRecorder({
      writer,
      redact: this.#redact,
      lineBytesMax: order.limits.lineBytesMax,
      marginBytes: longestFormOf(order.secrets) + marginBytesMin,
      elapsedMs,
      faultIn: faultReader(order.tellsFaults),
      onProgress: (progress) => order.hasChannel || this.#pace.push(progress),
      onChunk: () => this.#guardBounds(),
    });
  }

  async untilOver(): Promise<Kept> {
    const { out, err, channel, exited } = this.#child;
    this.#writer.onDrain = () => {
      for (const stream of this.#streams()) if (stream.isPaused()) stream.resume();
    };
    const streams = [this.#recorder.listen(out, "out"), this.#recorder.listen(err, "err")];
    if (channel) streams.push(this.#hear(channel));
    const stopListening = listenForEnd(this.#order, (cause) => this.#end(cause));
    // A program that not even KILL ends has no exit to tell, and must not keep the run open.
    const exit = await Promise.race([exited, this.#unkillable.promise]);
    this.#isOver = true;
    stopListening();
    await this.#endLeftovers();
    await this.#drain(Promise.all(streams));
    await this.#ending;
    await this.#standing;
    this.#pace.flush();
    const { faults, lines } = this.#recorder;
    return { cause: this.#cause, exit, result: this.#result, faults, lines, progress: this.#progress };
  }

  /** What a program said before it ended is read to the end, unless something it left behind holds the pipe open. */
  async #drain(closed: Promise<unknown>) {
    const timer = new AbortController();
    const late = delay(this.#order.limits.drainMs, "late", { signal: timer.signal }).catch(() => "stopped");
    if ((await Promise.race([closed, late])) === "late") await this.#writer.sync();
    timer.abort();
    for (const stream of this.#streams()) stream.destroy();
    await closed;
  }

  #streams(): Readable[] {
    const { out, err, channel } = this.#child;
    return channel ? [out, err, channel] : [out, err];
  }

  #end(cause: EndCause) {
    // While it stops for a pause it can still be cancelled.
    if (this.#cause && !(this.#cause.kind === "paused" && cause.kind === "cancelled")) return;
    if (this.#isOver && cause.kind !== "flooded" && cause.kind !== "interrupted") return;
    this.#cause = cause;
    this.#ending ??= this.#endTree();
  }

  async #endTree() {
    const { limits, marker, isServer } = this.#order;
    const usualMs = isServer ? limits.serverGraceMs : limits.graceMs;
    const graceMs = this.#cause?.kind === "paused" ? limits.pauseGraceMs : usualMs;
    const isGone = await endTree({ child: this.#child.pid, marker, isLed: isServer }, graceMs);
    if (!isGone) this.#unkillable.resolve(undefined);
  }

  /** A server's helpers may outlive it, and the memory they hold would be nobody's any more. */
  async #endLeftovers() {
    const { limits, marker, isServer } = this.#order;
    if (isServer && !this.#ending) await endTree({ marker }, limits.graceMs);
  }

  #guardBounds() {
    const { failure, bytes, isFull } = this.#writer;
    const { isServer, limits } = this.#order;
    const { bytesMax } = limits;
    if (failure) {
      this.#recorder.stop();
      this.#end({ kind: "interrupted", reason: `Its output could not be written: ${failure.message}.` });
    } else if (bytes > bytesMax && !isServer) {
      this.#recorder.stop();
      this.#end({ kind: "flooded", bytesMax });
    } else if (isFull) {
      for (const stream of this.#streams()) stream.pause();
    }
  }

  #record(event: "planPart" | "plan", told: object) {
    if (this.#cause?.kind === "flooded") return;
    this.#writer.append(event, this.#redact(JSON.stringify(told)));
    this.#guardBounds();
  }

  async #hear(channel: Readable) {
    await this.#listenToChannel?.(channel, {
      onProgress: this.#pace.push,
      onPlanPart: (part) => this.#record("planPart", part),
      onPlan: (plan) => this.#record("plan", plan),
      onResult: (result) => {
        this.#result = JSON.parse(this.#redact(JSON.stringify(result)));
      },
      onServer: (server) => {
        const json = this.#redact(JSON.stringify(server));
        this.#standing = this.#standing
          .then(() => saveWhole(this.#order.folder.server, json))
          .catch(() => {});
      },
      onTrouble: (sentence) => this.#recorder.say(sentence),
    });
  }
}
