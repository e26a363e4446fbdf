import { once } from "node:events";
import type { Lane } from "#cli-bridge/protocol/run-record.ts";
import { type LaunchOptions, launchRun } from "./launch-run.ts";
import type { RunFile } from "./run-file.ts";
import type { RunFolder } from "./run-folder.ts";
import { RunLanes } from "./run-lanes.ts";
import { interruptRun, settleRun } from "./settle-run.ts";
import { type RunEnd, whenOver } from "./watch-run.ts";

/** Says the secrets of a run again; nothing when they are not to be had any more. */
export type SecretsFor = (run: RunFile) => Record<string, string> | undefined;

export type QueuedRun = { folder: RunFolder; run: RunFile };

type Options = LaunchOptions & {
  widths?: Record<Lane, number> | undefined;
  secretsFor: SecretsFor;
  /** Called whenever a run has come a step further. */
  onMove: (id: string) => Promise<void>;
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

  constructor(options: Options) {
    this.#options = options;
    this.#lanes = new RunLanes(options.widths);
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
    const { id, lane } = queued.run;
    this.#runs.set(id, queued);
    if (secrets) this.#secrets.set(id, secrets);
    this.#lanes.wait(id, lane);
  }

  /** Takes up a run that a keeper from before has already. */
  attach(queued: QueuedRun): void {
    const { id, lane } = queued.run;
    this.#runs.set(id, queued);
    this.#lanes.go(id, lane);
    this.#watch(queued);
  }

  hasten(id: string): boolean {
    return this.#lanes.hasten(id);
  }

  async leave(id: string): Promise<void> {
    this.#secrets.delete(id);
    this.#lanes.leave(id);
    this.admit();
    // Only once the run is among the ended may it be missing from the active.
    await this.#options.onMove(id);
    this.#runs.delete(id);
  }

  admit(): void {
    if (this.#closing.signal.aborted) return;
    for (const id of this.#lanes.admit()) {
      const queued = this.#runs.get(id);
      if (queued) void this.#launch(queued);
    }
  }

  /** Stops watching. Keepers go on, and are found again by the next console. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#watching.values());
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
      this.#secrets.delete(run.id);
      this.#watch(queued, once(keeper, "exit"));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      await this.#settle(queued, `No process could be started to keep the run: ${why}.`);
    }
  }

  async #settle({ folder, run }: QueuedRun, reason: string) {
    await settleRun(folder, { kind: "neverStarted", reason });
    await this.leave(run.id);
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
    if (end === "abandoned") await interruptRun(folder, run, this.#options.limits.graceMs);
    if (end === "unclaimed")
      return this.#settle(queued, "The process that should keep the run did not start.");
    await this.leave(run.id);
  }
}
