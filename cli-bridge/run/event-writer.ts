import { type FileHandle, open } from "node:fs/promises";
import type { RunEventName } from "#cli-bridge/protocol/run-event.ts";
import { trimEvents } from "./trim-events.ts";

const batchMs = 16;
const batchCharactersMax = 256 * 1024;
const waitingCharactersMax = 1024 * 1024;

/** Appends finished SSE frames, in batches, so that serving a run later is copying bytes. */
export class EventWriter {
  readonly #path: string;
  readonly #bytesMax: number;
  #file: FileHandle;
  #seq = 0;
  #batch = "";
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #failure: Error | undefined;
  #onDrain: () => void = () => {};

  private constructor(path: string, file: FileHandle, bytesMax: number) {
    this.#path = path;
    this.#file = file;
    this.#bytesMax = bytesMax;
  }

  /** What weighs more than this loses its older half; without a limit whoever appends has to look after that. */
  static async open(path: string, bytesMax = Number.POSITIVE_INFINITY): Promise<EventWriter> {
    return new EventWriter(path, await open(path, "a", 0o600), bytesMax);
  }

  get bytes(): number {
    return this.#bytes + this.#batch.length;
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Whether whoever feeds this should stop until it has drained. */
  get isFull(): boolean {
    return this.#batch.length > waitingCharactersMax;
  }

  set onDrain(listener: () => void) {
    this.#onDrain = listener;
  }

  append(event: RunEventName, json: string): void {
    this.#seq += 1;
    this.#batch += `id: ${this.#seq}\nevent: ${event}\ndata: ${json}\n\n`;
    if (this.#batch.length > batchCharactersMax) this.#startWriting();
    else this.#timer ??= setTimeout(() => this.#startWriting(), batchMs);
  }

  /** Everything appended so far is on the disk when this resolves. */
  async sync(): Promise<void> {
    while (this.#writing || this.#batch !== "") {
      this.#startWriting();
      await this.#writing;
    }
    if (!this.#failure) await this.#file.sync();
  }

  async close(): Promise<void> {
    await this.sync();
    await this.#file.close();
  }

  #startWriting() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
      if (this.#batch.length > batchCharactersMax) this.#startWriting();
      else if (this.#batch !== "") this.#timer ??= setTimeout(() => this.#startWriting(), batchMs);
      if (!this.isFull) this.#onDrain();
    });
  }

  async #trim() {
    const { file, bytes } = await trimEvents(this.#path, this.#bytesMax / 2);
    await this.#file.close();
    this.#file = file;
    this.#bytes = bytes;
  }

  async #write() {
    const bytes = Buffer.from(this.#batch);
    this.#batch = "";
    this.#bytes += bytes.length;
    if (this.#failure) return;
    try {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, from);
        from += bytesWritten;
      }
      if (this.#bytes > this.#bytesMax) await this.#trim();
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    }
  }
}
