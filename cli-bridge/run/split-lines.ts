const newline = 10;
const carriageReturn = 13;

/** Receives whole lines, joined by newlines; `dropped` is set when the block is one line that lost its end. */
export type TakeLines = (block: Buffer, dropped: number) => void;

type Options = { bytesMax: number; take: TakeLines; onRewrite?: (text: Buffer) => void };

/**
 * Splits raw output into whole lines, many at a time, because deciding line by line costs four times as much.
 * An unfinished line is kept up to `bytesMax`; the rest of it is only counted.
 */
export class LineSplitter {
  #pending: Buffer[] = [];
  #kept = 0;
  #dropped = 0;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  push(chunk: Buffer): void {
    const last = chunk.lastIndexOf(newline);
    if (last === -1) {
      this.#keep(chunk);
      return;
    }
    let from = 0;
    if (this.#kept > 0 || this.#dropped > 0) {
      const first = chunk.indexOf(newline);
      this.#keep(chunk.subarray(0, first));
      this.#finish();
      from = first + 1;
    }
    if (from <= last) this.#options.take(chunk.subarray(from, last), 0);
    if (last + 1 < chunk.length) this.#keep(chunk.subarray(last + 1));
  }

  /** What was printed after the last newline is a line too. */
  end(): void {
    if (this.#kept > 0 || this.#dropped > 0) this.#finish();
  }

  #finish() {
    const block = Buffer.concat(this.#pending);
    const dropped = this.#dropped;
    this.#forget();
    this.#options.take(block, dropped);
  }

  #keep(part: Buffer) {
    const rewrite = part.length > 1 ? part.lastIndexOf(carriageReturn, -2) : -1;
    if (rewrite !== -1) {
      this.#forget();
      this.#options.onRewrite?.(part);
    }
    const rest = rewrite === -1 ? part : part.subarray(rewrite + 1);
    const kept = rest.subarray(0, Math.max(0, this.#options.bytesMax - this.#kept));
    if (kept.length > 0) this.#pending.push(Buffer.from(kept));
    this.#kept += kept.length;
    this.#dropped += rest.length - kept.length;
  }

  #forget() {
    this.#pending = [];
    this.#kept = 0;
    this.#dropped = 0;
  }
}
