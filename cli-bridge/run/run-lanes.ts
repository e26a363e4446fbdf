import type { Lane } from "#cli-bridge/protocol/run-record.ts";

const laneWidths: Record<Lane, number> = {
  registry: 1,
  downloads: 2,
  reads: 8,
  servers: 16,
  backends: 4,
};

/** Who may go when. A run that goes on from before the console was started takes its place without waiting. */
export class RunLanes {
  #widths: Record<Lane, number>;
  readonly #waiting: Record<Lane, string[]> = {
    registry: [],
    downloads: [],
    reads: [],
    servers: [],
    backends: [],
  };
  readonly #going = new Map<string, Lane>();

  constructor(widths: Partial<Record<Lane, number>> = {}) {
    this.#widths = { ...laneWidths, ...widths };
  }

  get waiting(): string[] {
    return Object.values(this.#waiting).flat();
  }

  get going(): string[] {
    return [...this.#going.keys()];
  }

  wait(id: string, lane: Lane): void {
    this.#waiting[lane].push(id);
  }

  go(id: string, lane: Lane): void {
    this.#waiting[lane] = this.#waiting[lane].filter((other) => other !== id);
    this.#going.set(id, lane);
  }

  leave(id: string): void {
    this.#going.delete(id);
    for (const lane of lanes) this.#waiting[lane] = this.#waiting[lane].filter((other) => other !== id);
  }

  /** Puts a waiting run before another of its lane, or `first` or `last`; says whether there was such a place. */
  move(id: string, before: string): boolean {
    const lane = lanes.find((name) => this.#waiting[name].includes(id));
    if (!lane) return false;
    const others = this.#waiting[lane].filter((other) => other !== id);
    const at = before === "first" ? 0 : before === "last" ? others.length : others.indexOf(before);
    if (at === -1) return before === id;
    this.#waiting[lane] = others.toSpliced(at, 0, id);
    return true;
  }

  /** How many others of its lane go before it, and itself; nothing for a run that does not wait. */
  placeOf(id: string): number | undefined {
    const lane = lanes.find((name) => this.#waiting[name].includes(id));
    return lane && this.#waiting[lane].indexOf(id) + 1;
  }

  /** The runs of the lanes whose order is worth keeping: those that go, then those that wait. */
  get order(): string[] {
    const going = [...this.#going].flatMap(([id, lane]) => (lane === "reads" ? [] : [id]));
    return [...going, ...lanes.flatMap((lane) => (lane === "reads" ? [] : this.#waiting[lane]))];
  }

  widen(lane: Lane, width: number): void {
    this.#widths = { ...this.#widths, [lane]: width };
  }

  /** Moves every run that has room from waiting to going, and names them. */
  admit(): string[] {
    return lanes.flatMap((lane) => {
      const taken = [...this.#going.values()].filter((name) => name === lane).length;
      const admitted = this.#waiting[lane].slice(0, Math.max(0, this.#widths[lane] - taken));
      for (const id of admitted) this.go(id, lane);
      return admitted;
    });
  }
}

const lanes: readonly Lane[] = ["registry", "downloads", "reads", "servers", "backends"];
