import type { RunLine } from "#cli-bridge/protocol/run-event.ts";

const chunkLines = 1000;

/**
 * The last lines of a run. Lines lie in chunks, so that letting go of the oldest costs nothing however many there
 * are, and nothing here is React state: a million lines must not be a million renderings.
 */
export class LineBuffer {
  readonly #chunksMax: number;
  #chunks: RunLine[][] = [];
  #length = 0;

  constructor(linesMax = 100_000) {
    this.#chunksMax = Math.max(1, Math.ceil(linesMax / chunkLines));
  }

  /** How many lines are kept. */
  get length(): number {
    return this.#length;
  }

  /** The number of the first line that is kept; what came before is in the raw log. */
  get firstNumber(): number {
    return this.#chunks[0]?.[0]?.line ?? 1;
  }

  get lastNumber(): number {
    return this.#chunks.at(-1)?.at(-1)?.line ?? 0;
  }

  push(line: RunLine): void {
    if (line.line <= this.lastNumber) return;
    const last = this.#chunks.at(-1);
    if (last && last.length < chunkLines) last.push(line);
    else this.#chunks.push([line]);
    this.#length += 1;
    if (this.#chunks.length <= this.#chunksMax) return;
    this.#length -= this.#chunks.shift()?.length ?? 0;
  }

  at(index: number): RunLine | undefined {
    return this.#chunks[Math.floor(index / chunkLines)]?.[index % chunkLines];
  }

  indexOf(number: number): number | undefined {
    const index = number - this.firstNumber;
    return index >= 0 && index < this.#length ? index : undefined;
  }

  *lines(): Generator<RunLine> {
    for (const chunk of this.#chunks) yield* chunk;
  }
}
