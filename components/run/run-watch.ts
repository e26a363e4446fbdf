import { joinPlanParts } from "#cli-bridge/derive/plan-parts.ts";
import type { Plan, PlanPart, ToldPlan } from "#cli-bridge/protocol/plan.ts";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import type { RunLine } from "#cli-bridge/protocol/run-event.ts";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { api } from "#lib/paths.ts";
import { LineBuffer } from "./line-buffer.ts";

export type Phase = { name: string; at?: number | undefined };

export type Watched = {
  connection: "connecting" | "open" | "lost";
  /** When the program started; absent while the run waits in its lane. */
  startedAt?: string;
  progress?: Progress;
  /** The phases that were reported, in order, and how long after the start each was first heard of. */
  phases: readonly Phase[];
  plan?: Plan;
  outcome?: RunOutcome;
  /** How many lines are kept now; the lines themselves are in the buffer. */
  lines: number;
  lastLine: number;
};

const gatherMs = 60;

type WatchOptions = { after?: number; linesMax?: number };

/**
 * Follows one run. The browser reconnects by itself and says which event it had last, so a lost connection loses no
 * line. Listeners hear of news a few times a second, and of the end at once.
 */
export class RunWatch {
  readonly id: string;
  readonly buffer: LineBuffer;
  #source: EventSource | undefined;
  #now: Watched = { connection: "connecting", phases: [], lines: 0, lastLine: 0 };
  #planParts: PlanPart[] = [];
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #after: number | undefined;

  constructor(id: string, { after, linesMax }: WatchOptions = {}) {
    this.id = id;
    this.#after = after;
    this.buffer = new LineBuffer(linesMax);
  }

  snapshot = (): Watched => this.#now;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  open(): void {
    if (this.#source || this.#now.outcome) return;
    const source = new EventSource(api.runEvents(this.id, { after: this.#after }));
    this.#source = source;
    const on = <Data>(name: string, take: (data: Data) => void) =>
      source.addEventListener(name, (event: MessageEvent<string>) => take(JSON.parse(event.data) as Data));
    source.addEventListener("open", () => this.#set({ connection: "open" }));
    source.addEventListener("error", () => {
      this.#set({ connection: source.readyState === EventSource.CLOSED ? "lost" : "connecting" });
    });
    on<{ at: string }>("started", ({ at }) => this.#set({ startedAt: at }));
    on<RunLine>("line", (line) => {
      this.buffer.push(line);
      this.#set({});
    });
    on<Progress>("progress", (progress) => this.#progressed(progress));
    on<PlanPart>("planPart", (part) => this.#planParts.push(part));
    on<ToldPlan>("plan", (told) => {
      const plan = joinPlanParts(this.#planParts, told);
      this.#planParts = [];
      if (plan) this.#set({ plan });
    });
    on<{ outcome: RunOutcome }>("ended", ({ outcome }) => {
      this.close();
      this.#set({ outcome, connection: "open" });
      this.#tell();
    });
  }

  close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  /** Resolves when the run has ended, or when the console no longer answers for it. */
  ended(): Promise<Watched> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.#now.outcome && this.#now.connection !== "lost") return;
        forget();
        resolve(this.#now);
      };
      const forget = this.subscribe(look);
      look();
    });
  }

  #progressed(progress: Progress): void {
    const { phases } = this.#now;
    this.#set({
      progress,
      phases: phases.some(({ name }) => name === progress.phase)
        ? phases
        : [...phases, { name: progress.phase, at: progress.at }],
    });
  }

  #set(news: Partial<Watched>): void {
    this.#now = {
      ...this.#now,
      ...news,
      lines: this.buffer.length,
      lastLine: this.buffer.lastNumber,
    };
    this.#timer ??= setTimeout(() => this.#tell(), gatherMs);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const listener of [...this.#listeners]) listener();
  }
}
