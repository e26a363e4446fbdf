import type { Lane } from "#cli-bridge/protocol/run-record.ts";

export type LaneRun = { id: string; lane: Lane; command: string };

const laneWidths: Record<Lane, number> = {
  registry: 1,
  downloads: 2,
  reads: 8,
  servers: 16,
  backends: 4,
};

/**
 * Who may go when. A run that goes on from before the console was started takes its place without waiting. One that is
 * held up keeps its place from those of its own command alone, which would be held up as well.
 */
export class RunLanes {
  #widths: Record<Lane, number>;
  readonly #waiting: Record<Lane, LaneRun[]> = {
    registry: [],
    downloads: [],
    reads: [],
    servers: [],
    backends: [],
  };
  readonly #going = new Map<string, LaneRun>();
  readonly #held = new Set<string>();

  constructor(widths: Partial<Record<Lane, number>> = {}) {
    this.#widths = { ...laneWidths, ...widths };
  }

  get waiting(): string[] {
    return Object.values(this.#waiting).flatMap(idsOf);
  }

  get going(): string[] {
    return [...this.#going.keys()];
  }

  wait(run: LaneRun): void {
    this.#waiting[run.lane].push(run);
  }

  go(run: LaneRun): void {
    this.#takeOut(run.id);
    this.#going.set(run.id, run);
  }

  /** The downloads that go while others wait behind them which do another thing; nobody else says it is held up. */
  get crowded(): string[] {
    const { downloads } = this.#waiting;
    const isCrowded = ({ command }: LaneRun) => downloads.some((other) => other.command !== command);
    return idsOf(this.#goingIn("downloads").filter(isCrowded));
  }

  /** Says of a run that goes whether something else holds it up. */
  hold(id: string, isHeld: boolean): void {
    if (isHeld && this.#going.has(id)) this.#held.add(id);
    else this.#held.delete(id);
  }

  /** What was once seen holds no longer when nobody looks. */
  holdNone(): void {
    this.#held.clear();
  }

  leave(id: string): void {
    this.#going.delete(id);
    this.#held.delete(id);
    this.#takeOut(id);
  }

  /** Puts a waiting run before another of its lane, or `first` or `last`; says whether there was such a place. */
  move(id: string, before: string): boolean {
    const run = this.#waitingRun(id);
    if (!run) return false;
    const others = this.#waiting[run.lane].filter((other) => other !== run);
    const at = before === "first" ? 0 : before === "last" ? others.length : idsOf(others).indexOf(before);
    if (at === -1) return before === id;
    this.#waiting[run.lane] = others.toSpliced(at, 0, run);
    return true;
  }

  /** How many others of its lane go before it, and itself; nothing for a run that does not wait. */
  placeOf(id: string): number | undefined {
    const run = this.#waitingRun(id);
    return run && this.#waiting[run.lane].indexOf(run) + 1;
  }

  /** The runs of the lanes whose order is worth keeping: those that go, then those that wait. */
  get order(): string[] {
    const all = [...this.#going.values(), ...lanes.flatMap((lane) => this.#waiting[lane])];
    return idsOf(all.filter(({ lane }) => lane !== "reads"));
  }

  widen(lane: Lane, width: number): void {
    this.#widths = { ...this.#widths, [lane]: width };
  }

  /** Moves every run that has room from waiting to going, and names them. */
  admit(): string[] {
    const admitted = lanes.flatMap((lane) =>
      this.#waiting[lane].filter((run) => {
        const isAdmitted = this.#takenFrom(run) < this.#widths[lane];
        if (isAdmitted) this.go(run);
        return isAdmitted;
      }),
    );
    return idsOf(admitted);
  }

  #takeOut(id: string): void {
    for (const lane of lanes) this.#waiting[lane] = this.#waiting[lane].filter((other) => other.id !== id);
  }

  #waitingRun(id: string): LaneRun | undefined {
    return Object.values(this.#waiting)
      .flat()
      .find((run) => run.id === id);
  }

  #goingIn(lane: Lane): LaneRun[] {
    return [...this.#going.values()].filter((run) => run.lane === lane);
  }

  #takenFrom({ lane, command }: LaneRun): number {
    const inTheWay = (other: LaneRun) => !this.#held.has(other.id) || other.command === command;
    return this.#goingIn(lane).filter(inTheWay).length;
  }
}

const lanes: readonly Lane[] = ["registry", "downloads", "reads", "servers", "backends"];
const idsOf = (runs: readonly LaneRun[]): string[] => runs.map(({ id }) => id);
