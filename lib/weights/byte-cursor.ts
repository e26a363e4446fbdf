import type { ByteSource } from "./byte-source.ts";
import { toHeaderRefusal } from "./header-refusal.ts";

const usualWindow = 1024 * 1024;
/** Four times the largest header known, and little enough that the worst is refused within a second or so. */
const bytesReadMax = 64 * 1024 * 1024;

/** Walks a source front to back through one window, so that a header of any length costs one buffer. */
export class ByteCursor {
  readonly source: ByteSource;
  readonly #format: string;
  readonly #windowBytes: number;
  #window: DataView = new DataView(new ArrayBuffer(0));
  #start = 0;
  #at = 0;
  #bytesRead = 0;
  littleEndian = true;
  /** GGUF version 1 counts with 32 bits. */
  countBytes: 4 | 8 = 8;

  constructor(source: ByteSource, format: string, windowBytes = usualWindow) {
    this.source = source;
    this.#format = format;
    this.#windowBytes = windowBytes;
  }

  get position(): number {
    return this.#start + this.#at;
  }

  get remaining(): number {
    return this.source.size - this.position;
  }

  refuse(what: string): never {
    throw toHeaderRefusal(this.#format, this.source.name, what);
  }

  /** Whether the next `bytes` bytes can be read without waiting. Asking first saves a promise for each value. */
  has(bytes: number): boolean {
    return this.#at + bytes <= this.#window.byteLength;
  }

  /** Brings the next `bytes` bytes into the window, or as many as there are; the readers refuse what is not there. */
  async want(bytes: number): Promise<void> {
    const position = this.position;
    const length = Math.min(Math.max(bytes, this.#windowBytes), this.source.size - position);
    if (this.has(bytes) || position + this.#window.byteLength - this.#at >= this.source.size) return;
    this.#bytesRead += length;
    if (this.#bytesRead > bytesReadMax) this.refuse(`its header is longer than ${bytesReadMax} bytes`);
    const chunk = await this.source.read(position, length);
    this.#window = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#start = position;
    this.#at = 0;
  }

  /** Moves on without reading; what lies between costs nothing. */
  skip(bytes: number): void {
    if (bytes > this.remaining) this.refuse(`a value of ${bytes} bytes reaches beyond its end`);
    this.#at += bytes;
  }

  /** Skips `count` elements of equal size. The product is checked, because both come from the file. */
  skipMany(count: number, bytesEach: number): void {
    const bytes = count * bytesEach;
    if (!Number.isSafeInteger(bytes)) this.refuse(`an array of ${count} elements cannot exist`);
    this.skip(bytes);
  }

  /** Skips strings by walking their lengths; nothing is decoded, and waiting happens once per window. */
  async skipStrings(count: number, bytesMax: number): Promise<void> {
    let left = count;
    const width = this.countBytes;
    while (left > 0) {
      await this.want(width);
      if (!this.has(width)) this.#refuseEnd();
      const window = this.#window;
      const last = window.byteLength - width;
      let at = this.#at;
      while (left > 0 && at <= last) {
        const [low, high] = this.#lengthAt(at);
        if (high !== 0 || low > bytesMax) this.refuse(`a string is longer than ${bytesMax} bytes`);
        at += width + low;
        left -= 1;
      }
      this.#at = at;
      if (this.remaining < 0) this.refuse("a string reaches beyond its end");
    }
  }

  #lengthAt(at: number): [number, number] {
    if (this.countBytes === 4) return [this.#window.getUint32(at, this.littleEndian), 0];
    const first = this.#window.getUint32(at, this.littleEndian);
    const second = this.#window.getUint32(at + 4, this.littleEndian);
    return this.littleEndian ? [first, second] : [second, first];
  }

  /** A count or length in the width of this version; beyond its maximum it is a refusal, not a rounding. */
  count(what: string, max: number): number {
    const value = this.countBytes === 4 ? this.uint32() : Number(this.uint64());
    if (value > max) this.refuse(`${what} is ${value}, more than the ${max} that can be`);
    return value;
  }

  text(what: string, bytesMax: number): string {
    return this.textOf(this.count(`the length of ${what}`, bytesMax));
  }

  textOf(length: number): string {
    const at = this.#advance(length);
    return Buffer.from(this.#window.buffer, this.#window.byteOffset + at, length).toString("utf8");
  }

  uint32(): number {
    return this.#window.getUint32(this.#advance(4), this.littleEndian);
  }

  uint64(): bigint {
    return this.#window.getBigUint64(this.#advance(8), this.littleEndian);
  }

  /** Reads with a DataView getter. */
  take<T>(bytes: number, read: (view: DataView, at: number, littleEndian: boolean) => T): T {
    return read(this.#window, this.#advance(bytes), this.littleEndian);
  }

  #advance(bytes: number): number {
    if (!this.has(bytes)) this.#refuseEnd();
    const at = this.#at;
    this.#at = at + bytes;
    return at;
  }

  #refuseEnd(): never {
    this.refuse(`it ends at byte ${this.source.size}, inside its header`);
  }
}
