import { once } from "node:events";
import type { Lane } from "#cli-bridge/protocol/run-record.ts";
import { type HeldUp, watchHeldUp } from "./held-up.ts";
import { type LaunchOptions, launchRun } from "./launch-run.ts";
import { QueueOrder } from "./queue-order.ts";
import type { RunFile } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";
import { RunLanes } from "./run-lanes.ts";
import { interruptRun, settleRun } from "./settle-run.ts";
import { untilSaved } from "./until-saved.ts";
import { type RunEnd, whenOver } from "./watch-run.ts";

/** Says the secrets of a run again; nothing when they are not to be had any more. */
export type SecretsFor = (run: RunFile) => Record<string, string> | undefined;

export type QueuedRun = { folder: RunFolder; run: RunFile };

type Options = LaunchOptions & {
  home: string;
  widths?: Partial<Record<Lane, number>> | undefined;
  secretsFor: SecretsFor;
  /** Called whenever a run has come a step further. */
  onMove: (id: string) => Promise<void>;
  /** Called when a pausable run has ended, before its place is free. */
  onPausableOver: (queued: QueuedRun, signal: AbortSignal) => Promise<void>;
};

/** Brings runs from waiting to going, and sees each one to its end. */
export class RunQueue {
  readonly #options: Options;
  readonly #lanes: RunLanes;
  readonly #runs = new Map<string, QueuedRun>();
  readonly #watching = new Map<string, Promise<void>>();
  /** Secrets live here and in the pipe to the keeper, never on the disk. */
  readonly #secrets = new Map<string, Record<string, string>>();
  readonly #closing = new AbortController();
  readonly #heldUp: HeldUp;
  readonly order: QueueOrder;

  constructor(options: Options) {
    this.#options = options;
    this.#lanes = new RunLanes(options.widths);
    this.order = new QueueOrder(options.home, () => this.#lanes.order);
    this.#heldUp = watchHeldUp({
      lanes: this.#lanes,
      folderOf: (id) => this.#runs.get(id)?.folder,
      onChange: () => this.admit(),
    });
  }

  /** Every run that has not ended, newest first. */
  get active(): string[] {
    return [...this.#runs.keys()].sort((a, b) => Number(b) - Number(a));
  }

  /** The runs that wait, in the order in which they will go. */
  get waiting(): string[] {
    return this.#lanes.waiting;
  }

  wait(queued: QueuedRun, secrets?: Record<string, string>): void {
    const { id } = queued.run;
    this.#runs.set(id, queued);
    if (secrets) this.#secrets.set(id, secrets);
    this.#lanes.wait(queued.run);
    void this.order.save();
  }

  /** Takes up a run that a keeper from before has already. */
  attach(queued: QueuedRun): void {
    this.#runs.set(queued.run.id, queued);
    this.#lanes.go(queued.run);
    this.#watch(queued);
  }

  /** Says whether there was such a place among those that wait. */
  move(id: string, before: string): boolean {
    const isMoved = this.#lanes.move(id, before);
    void this.order.save();
    return isMoved;
  }

  placeOf(id: string): number | undefined {
    return this.#lanes.placeOf(id);
  }

  widen(lane: Lane, width: number): void {
    this.#lanes.widen(lane, width);
    this.admit();
  }

  /** Hands over what a run was told, to the run that goes on from it. */
  takeSecrets(id: string): Record<string, string> | undefined {
    const secrets = this.#secrets.get(id);
    this.#secrets.delete(id);
    return secrets;
  }

  /** A run that can be resumed may need its secrets again. */
  async leave({ id, pausable }: Pick<RunFile, "id" | "pausable">): Promise<void> {
    if (!pausable) this.#secrets.delete(id);
    this.#lanes.leave(id);
    this.admit();
    // Only once the run is among the ended may it be missing from the active.
    await this.#options.onMove(id);
    this.#runs.delete(id);
    await this.order.save();
  }

  admit(): void {
    if (this.#closing.signal.aborted) return;
    for (const id of this.#lanes.admit()) {
      const queued = this.#runs.get(id);
      if (queued) void this.#launch(queued);
    }
    this.#heldUp.watch();
  }

  /** Stops watching. Keepers go on, and are found again by the next console. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#heldUp.stop();
    await Promise.all(this.#watching.values());
    await this.order.save();
  }

  async #launch(queued: QueuedRun) {
    const { folder, run } = queued;
    const secrets = this.#secrets.get(run.id) ?? this.#options.secretsFor(run);
    if (!secrets) {
      const names = run.secretNames.join(", ");
      return this.#settle(
        queued,
        `${names} was known only to the console before it was restarted. Start the run again.`,
      );
    }
    try {
      const keeper = await launchRun({ folder, run, secrets }, this.#options);
      if (!run.pausable) this.#secrets.delete(run.id);
      this.#watch(queued, once(keeper, "exit"));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      await this.#settle(queued, `No process could be started to keep the run: ${why}.`);
    }
  }

  async #settle({ folder, run }: QueuedRun, reason: string) {
    const { signal } = this.#closing;
    await untilSaved(() => settleRun(folder, { kind: "neverStarted", reason }), signal);
    if (!signal.aborted) await this.leave(run);
  }

  #watch(queued: QueuedRun, keeperExited?: Promise<unknown>) {
    const { id } = queued.run;
    const onKept = () => void this.#options.onMove(id);
    const watching = whenOver(queued.folder, { signal: this.#closing.signal, keeperExited, onKept })
      .then((end) => this.#finish(queued, end))
      .finally(() => this.#watching.delete(id));
    this.#watching.set(id, watching);
  }

  async #finish(queued: QueuedRun, end: RunEnd) {
    const { folder, run } = queued;
    if (end === "stopped") return;
    const { signal } = this.#closing;
    const { graceMs } = this.#options.limits;
    if (end === "abandoned") await untilSaved(() => interruptRun(folder, run, graceMs), signal);
    if (end === "unclaimed")
      return this.#settle(queued, "The process that should keep the run did not start.");
    if (run.pausable) await untilSaved(() => this.#options.onPausableOver(queued, signal), signal);
    if (!signal.aborted) await this.leave(run);
  }
}
