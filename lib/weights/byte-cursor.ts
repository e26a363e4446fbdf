import type { ByteSource } from "./byte-source.ts";
import { toHeaderRefusal } from "./header-refusal.ts";

const windowBytes = 1024 * 1024;
/** Twenty million short strings take this much; the largest header known is a third of it. */
const bytesReadMax = 96 * 1024 * 1024;

/** Walks a source front to back through one window, so that a header of any length costs one buffer. */
export class ByteCursor {
  readonly source: ByteSource;
  readonly #format: string;
  #window: DataView = new DataView(new ArrayBuffer(0));
  #start = 0;
  #at = 0;
  #bytesRead = 0;
  littleEndian = true;
  /** GGUF version 1 counts with 32 bits. */
  countBytes: 4 | 8 = 8;

  constructor(source: ByteSource, format: string) {
    this.source = source;
    this.#format = format;
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

  /** Makes the next `bytes` bytes readable without waiting. */
  async need(bytes: number): Promise<void> {
    if (this.#at + bytes <= this.#window.byteLength) return;
    if (bytes > this.remaining) this.refuse(`it ends at byte ${this.source.size}, inside its header`);
    const position = this.position;
    const length = Math.min(Math.max(bytes, windowBytes), this.source.size - position);
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
      await this.need(width);
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

  /** A count or length in the width of this version; beyond safe integers it is a refusal, not a rounding. */
  async count(what: string, max: number): Promise<number> {
    await this.need(this.countBytes);
    const value = this.countBytes === 4 ? this.uint32() : Number(this.uint64());
    if (value > max) this.refuse(`${what} is ${value}, more than the ${max} that can be`);
    return value;
  }

  async text(what: string, bytesMax: number): Promise<string> {
    return this.textOf(await this.count(`the length of ${what}`, bytesMax));
  }

  async textOf(length: number): Promise<string> {
    await this.need(length);
    const bytes = Buffer.from(this.#window.buffer, this.#window.byteOffset + this.#at, length);
    this.#at += length;
    return bytes.toString("utf8");
  }

  async uint32Next(): Promise<number> {
    await this.need(4);
    return this.uint32();
  }

  uint32(): number {
    const value = this.#window.getUint32(this.#at, this.littleEndian);
    this.#at += 4;
    return value;
  }

  uint64(): bigint {
    const value = this.#window.getBigUint64(this.#at, this.littleEndian);
    this.#at += 8;
    return value;
  }

  /** Reads with a DataView getter; the caller has asked for the bytes with `need`. */
  take<T>(bytes: number, read: (view: DataView, at: number, littleEndian: boolean) => T): T {
    const value = read(this.#window, this.#at, this.littleEndian);
    this.#at += bytes;
    return value;
  }
}
