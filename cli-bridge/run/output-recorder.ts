import { isAscii } from "node:buffer";
import type { Readable } from "node:stream";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import type { RunLine } from "#cli-bridge/protocol/run-event.ts";
import { cleanLine, isPlain } from "./clean-text.ts";
import type { EventWriter } from "./event-writer.ts";
import { progressOf } from "./read-progress.ts";
import type { Redact } from "./redact-text.ts";
import { LineSplitter } from "./split-lines.ts";
import type { FaultReader } from "./told-faults.ts";

type Options = {
  writer: EventWriter;
  redact: Redact;
  lineBytesMax: number;
  /** How much longer a cut line is read than shown, so that no half of a secret stands at the cut. */
  marginBytes: number;
  elapsedMs: () => number;
  /** Finds what is printed of faults that no exit code tells. */
  faultIn: FaultReader;
  onProgress: (progress: Progress) => void;
  /** Asked after every chunk, so that whoever listens can pause or end the program. */
  onChunk: () => void;
};

const needsEscape = /["\\\t]/;
const rewriteBytesMax = 1_000;

/** Turns the raw output of a program into line events: whole, cleaned, redacted, numbered. */
export class OutputRecorder {
  readonly #options: Options;
  #lines = 0;
  #isStopped = false;
  #faults: string | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  get lines(): number {
    return this.#lines;
  }

  get faults(): string | undefined {
    return this.#faults;
  }

  /** Resolves when the stream has ended and its last line is recorded. */
  listen(source: Readable, stream: RunLine["stream"]): Promise<void> {
    const { lineBytesMax, marginBytes, onChunk } = this.#options;
    const splitter = new LineSplitter({
      bytesMax: lineBytesMax + marginBytes,
      take: (block, dropped) => this.#take(block, { dropped, stream }),
      onRewrite: (text) => this.#readRewrite(text),
    });
    source.on("data", (chunk: Buffer) => {
      if (this.#isStopped) return;
      splitter.push(chunk);
      onChunk();
    });
    return new Promise((resolve) => {
      source.once("error", () => source.destroy());
      source.once("close", () => {
        if (!this.#isStopped) splitter.end();
        resolve();
      });
    });
  }

  /** From here on output is read, so that nothing blocks, and thrown away. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Something the console itself has to say among the lines of the program. */
  say(text: string): void {
    this.#append(JSON.stringify(text), { at: this.#at(), stream: "err", cut: "" });
  }

  #take(block: Buffer, { dropped, stream }: { dropped: number; stream: RunLine["stream"] }) {
    const at = this.#at();
    const text = isAscii(block) ? block.toString("latin1") : block.toString("utf8");
    const isPlainText = isPlain(text);
    const cleaned = isPlainText ? text : text.split("\n").map(cleanLine).join("\n");
    const redacted = this.#options.redact(cleaned);
    this.#faults ??= this.#options.faultIn(redacted);
    if (redacted.includes("%")) this.#readProgress(redacted);
    const isVerbatim = isPlainText && !needsEscape.test(redacted);
    for (const line of redacted.split("\n")) {
      if (dropped > 0 || line.length > this.#options.lineBytesMax)
        this.#takeCut(line, { at, stream, dropped });
      else this.#append(isVerbatim ? `"${line}"` : JSON.stringify(line), { at, stream, cut: "" });
    }
  }

  #takeCut(
    line: string,
    { at, stream, dropped }: { at: number; stream: RunLine["stream"]; dropped: number },
  ) {
    const { lineBytesMax, marginBytes } = this.#options;
    const isCutAlready = dropped > 0;
    const keptMax = isCutAlready ? Math.min(lineBytesMax, line.length - marginBytes) : lineBytesMax;
    const text = Buffer.from(line.slice(0, Math.max(0, keptMax)))
      .subarray(0, lineBytesMax)
      .toString("utf8")
      .replace(/\ufffd+$/, "");
    const cut = Buffer.byteLength(line) - Buffer.byteLength(text) + dropped;
    this.#append(JSON.stringify(text), { at, stream, cut: cut > 0 ? `,"cut":${cut}` : "" });
  }

  #append(json: string, { at, stream, cut }: { at: number; stream: RunLine["stream"]; cut: string }) {
    this.#lines += 1;
    const line = `{"at":${at},"line":${this.#lines},"stream":"${stream}","text":${json}${cut}}`;
    this.#options.writer.append("line", line);
  }

  #at(): number {
    return Math.round(this.#options.elapsedMs());
  }

  #readRewrite(text: Buffer) {
    const last = text.subarray(-rewriteBytesMax).toString("utf8").split("\r");
    const cleaned = last.map(cleanLine).findLast((part) => part.includes("%"));
    if (cleaned) this.#readProgress(this.#options.redact(cleaned));
  }

  /** Only the last line that tells a figure counts; those before it are history already. */
  #readProgress(text: string) {
    const to = text.indexOf("\n", text.lastIndexOf("%"));
    const from = text.lastIndexOf("\n", text.lastIndexOf("%")) + 1;
    const progress = progressOf(text.slice(from, to === -1 ? undefined : to));
    if (progress) this.#options.onProgress(progress);
  }
}
