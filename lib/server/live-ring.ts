import type { LiveKind } from "./live.ts";

export type LiveWord = { kind: LiveKind; thing: string; value: object };
export type Numbered = LiveWord & { number: number };

const keptMax = 1_000;

/** The latest word on each thing, in the order in which it was said. So much is kept, and what went is known. */
export class LiveRing {
  readonly #words = new Map<string, Numbered>();
  #last = 0;
  #lost = 0;

  get last(): number {
    return this.#last;
  }

  put(word: LiveWord): void {
    const key = `${word.kind} ${word.thing}`;
    this.#words.delete(key);
    this.#last++;
    this.#words.set(key, { ...word, number: this.#last });
    const [oldest] = this.#words;
    if (this.#words.size <= keptMax || !oldest) return;
    this.#words.delete(oldest[0]);
    this.#lost = oldest[1].number;
  }

  /** Whether everything said after that number is still known by its latest word. */
  reachesBackTo(number: number): boolean {
    return number >= this.#lost && number <= this.#last;
  }

  after(number: number): Numbered[] {
    const words: Numbered[] = [];
    for (const word of [...this.#words.values()].reverse()) {
      if (word.number <= number) break;
      words.push(word);
    }
    return words.reverse();
  }
}
