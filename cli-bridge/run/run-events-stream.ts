import { access } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isEnding, lastIdOf } from "./event-file.ts";
import { tailOf } from "./event-tail.ts";
import { type FollowedFile, followFile } from "./follow-file.ts";
import { isRunId, runFolderOf } from "./run-folder.ts";

export type RunEventsOptions = {
  /** The last id the reader has: a `Last-Event-ID`. */
  after?: number | undefined;
  heartbeatMs?: number | undefined;
  signal?: AbortSignal | undefined;
};

const heartbeatMsDefault = 15_000;
const preamble = Buffer.from("retry: 1000\n\n");
const heartbeat = Buffer.from(": still here\n\n");

/**
 * The events of a run as SSE bytes: what there is, then what comes, until the run has ended.
 * Nothing is read before it is asked for, so a reader that stops reading costs nothing.
 */
export async function openRunEvents(
  home: string,
  id: string,
  { after = 0, heartbeatMs = heartbeatMsDefault, signal }: RunEventsOptions = {},
): Promise<ReadableStream<Uint8Array>> {
  const { events } = await existingFolderOf(home, id);
  const file = await followFile(events);
  const reader = new EventsReader({ file, events, heartbeatMs });
  signal?.addEventListener("abort", () => void file.release(), { once: true });
  if (signal?.aborted) await file.release();
  await reader.goPast(after);
  let isFirst = true;
  return new ReadableStream(
    {
      async pull(controller) {
        const bytes = isFirst ? preamble : signal?.aborted ? undefined : await reader.next();
        isFirst = false;
        if (bytes && !signal?.aborted) return controller.enqueue(bytes);
        await file.release();
        controller.close();
      },
      cancel: () => file.release(),
    },
    { highWaterMark: 0 },
  );
}

/** The folder of a run that exists; anything else is a refusal. */
export async function existingFolderOf(home: string, id: string) {
  const folder = runFolderOf(home, id);
  const isThere =
    isRunId(id) &&
    (await access(folder.run).then(
      () => true,
      () => false,
    ));
  if (!isThere) {
    throw new ConsoleError("not-found", `There is no run ${id}.`, {
      hint: "Look it up in the list of runs.",
    });
  }
  return folder;
}

type ReaderOptions = { file: FollowedFile; events: string; heartbeatMs: number };

class EventsReader {
  readonly #options: ReaderOptions;
  #position = 0;
  #after = 0;
  #generation = 0;
  #hasEnded = false;
  #isAtEnd = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async goPast(id: number): Promise<void> {
    const { file } = this.#options;
    this.#generation = file.generation();
    this.#after = id;
    this.#position = await file.positionAfter(id);
  }

  async next(): Promise<Buffer | undefined> {
    const { file, events, heartbeatMs } = this.#options;
    const deadline = performance.now() + heartbeatMs;
    while (!this.#hasEnded) {
      const version = file.version();
      if (file.generation() !== this.#generation) await this.goPast(this.#after);
      const frames = await file.framesAt(this.#position);
      if (frames.length > 0) {
        this.#position += frames.length;
        this.#after = lastIdOf(frames);
        this.#hasEnded = isEnding(frames);
        return frames;
      }
      // Someone who has read everything before must hear once whether anything is to come.
      if (!this.#isAtEnd && (await tailOf(events)).ended) return undefined;
      this.#isAtEnd = true;
      const leftMs = deadline - performance.now();
      if (leftMs <= 0 || !(await file.grown(version, leftMs))) return heartbeat;
    }
    return undefined;
  }
}
