import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isRunId } from "./run-folder.ts";
import { saveWhole } from "./save-whole.ts";

const orderFile = z.array(z.string().refine(isRunId));

/**
 * `queue.json`: the runs that have not ended, in their order. A run stays in it until whoever goes on from it has taken
 * its place, so that no death in between loses one.
 */
export class QueueOrder {
  readonly #path: string;
  readonly #now: () => readonly string[];
  #saved: string | undefined;
  #saving: Promise<void> | undefined;
  #isHeld = false;

  constructor(home: string, now: () => readonly string[]) {
    this.#path = join(home, "queue.json");
    this.#now = now;
  }

  /** Reads what an earlier console kept, and leaves it untouched until `release`. Order that cannot be read is none. */
  async hold(): Promise<string[]> {
    this.#isHeld = true;
    await this.#saving;
    const text = await readFile(this.#path, "utf8").catch(() => "[]");
    this.#saved = text;
    const read = orderFile.safeParse(parsed(text));
    return read.success ? read.data : [];
  }

  async release(): Promise<void> {
    this.#isHeld = false;
    await this.save();
  }

  /** What is true now is on the disk when this resolves. A disk that is full must not stop the queue. */
  async save(): Promise<void> {
    while (this.#saving) await this.#saving;
    const text = JSON.stringify(this.#now());
    if (this.#isHeld || text === (this.#saved ?? "[]")) return;
    this.#saving = saveWhole(this.#path, text)
      .then(
        () => {
          this.#saved = text;
        },
        () => undefined,
      )
      .finally(() => {
        this.#saving = undefined;
      });
    await this.#saving;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
