import { type FSWatcher, watch } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { framesAt, positionAfter } from "./event-file.ts";

/** One open file and one watcher for all readers of a run. */
export type FollowedFile = {
  positionAfter(id: number): Promise<number>;
  framesAt(position: number): Promise<Buffer>;
  /** Another number means that another file took its place, and positions have to be found anew. */
  generation(): number;
  /** Resolves when the file has grown since `version`, or after the time; says whether it has. */
  grown(version: number, limitMs: number): Promise<boolean>;
  version(): number;
  release(): Promise<void>;
};

const pollMs = 250;
/** Two megabytes: about how far readers who started together drift apart. */
const sharedMax = 64;
const followed = new Map<string, { opening: Promise<SharedFile>; readers: number }>();

export async function followFile(path: string): Promise<FollowedFile> {
  const entry = followed.get(path) ?? { opening: SharedFile.open(path), readers: 0 };
  followed.set(path, entry);
  // Counted before the first wait, so that nobody closes the file between.
  entry.readers += 1;
  let isReleased = false;
  const release = async () => {
    if (isReleased) return;
    isReleased = true;
    entry.readers -= 1;
    if (entry.readers > 0) return;
    followed.delete(path);
    await entry.opening.then((shared) => shared.close());
  };
  const shared = await entry.opening.catch((error) => {
    followed.delete(path);
    throw error;
  });
  return {
    positionAfter: (id) => positionAfter(shared.file, id),
    framesAt: (position) => shared.framesAt(position),
    grown: (version, limitMs) => shared.grown(version, limitMs),
    version: () => shared.version,
    generation: () => shared.generation,
    release,
  };
}

type Waiter = (hasGrown: boolean) => void;

class SharedFile {
  readonly #path: string;
  file: FileHandle;
  version = 0;
  generation = 0;
  #size = -1;
  #isClosed = false;
  #before: FileHandle | undefined;
  #watcher: FSWatcher | undefined;
  readonly #poll: NodeJS.Timeout;
  readonly #waiters = new Set<Waiter>();
  /** Readers at the same place share the bytes; without this a hundred of them read everything a hundred times. */
  readonly #reads = new Map<number, { version: number; frames: Promise<Buffer> }>();

  private constructor(file: FileHandle, path: string) {
    this.file = file;
    this.#path = path;
    this.#poll = setInterval(() => void this.#look(), pollMs).unref();
    this.#watcher = watchQuietly(path, () => this.#grow());
  }

  static async open(path: string): Promise<SharedFile> {
    return new SharedFile(await open(path, "r"), path);
  }

  framesAt(position: number): Promise<Buffer> {
    const known = this.#reads.get(position);
    const isFresh = known?.version === this.version;
    const frames = known && isFresh ? known.frames : framesAt(this.file, position);
    this.#reads.delete(position);
    this.#reads.set(position, { version: this.version, frames });
    const [oldest] = this.#reads.keys();
    if (this.#reads.size > sharedMax && oldest !== undefined) this.#reads.delete(oldest);
    return frames;
  }

  grown(version: number, limitMs: number): Promise<boolean> {
    if (this.version !== version) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle: Waiter = (hasGrown) => {
        clearTimeout(timer);
        this.#waiters.delete(settle);
        resolve(hasGrown);
      };
      const timer = setTimeout(settle, limitMs, false);
      this.#waiters.add(settle);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#poll);
    this.#watcher?.close();
    this.#watcher = undefined;
    for (const settle of [...this.#waiters]) settle(false);
    await this.#before?.close();
    await this.file.close();
  }

  #grow() {
    this.version += 1;
    for (const settle of [...this.#waiters]) settle(true);
  }

  /** A record that was trimmed is another file of the same name. */
  async #takeOther() {
    const file = await open(this.#path, "r").catch(() => undefined);
    if (!file) return;
    if (this.#isClosed) return file.close();
    // Someone may be in the middle of reading the one before, so that one is closed when the next comes.
    await this.#before?.close();
    this.#before = this.file;
    this.file = file;
    this.#size = -1;
    this.#reads.clear();
    this.generation += 1;
    this.#watcher?.close();
    this.#watcher = watchQuietly(this.#path, () => this.#grow());
    this.#grow();
  }

  async #look() {
    const found = await stat(this.#path).catch(() => undefined);
    const own = await this.file.stat().catch(() => undefined);
    if (found && own && found.ino !== own.ino) return this.#takeOther();
    if (!own || own.size === this.#size) return;
    this.#size = own.size;
    this.#grow();
  }
}

/** A machine may have no watches left to give; the poll is enough then. */
function watchQuietly(path: string, onChange: () => void): FSWatcher | undefined {
  try {
    return watch(path, { persistent: false }, onChange).on("error", () => {});
  } catch {
    return undefined;
  }
}
