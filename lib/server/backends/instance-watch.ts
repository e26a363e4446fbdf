import type { BackendAdapter } from "#lib/backends/adapter.ts";
import type { BackendHttp } from "#lib/backends/http/backend-http.ts";
import type { Clock } from "./clock.ts";
import { looksOf, type Whole } from "./look-at.ts";
import { type Seen, unseen } from "./seen.ts";
import { paces, waitAfter } from "./standing.ts";

export type Asked = { adapter: BackendAdapter; http: BackendHttp };

type Watching = {
  clock: Clock;
  open: () => Promise<Asked>;
  /** Called after each part of a look. */
  onSeen: (before: Seen, after: Seen) => void;
};

/** Looks at one server at its own pace. However slow it is, nobody else waits for it; whoever asks, one question goes out. */
export class InstanceWatch {
  readonly #watching: Watching;
  #seen = unseen;
  #asked: Promise<Asked> | undefined;
  #looking: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #stopWaiting: () => void = () => undefined;
  #isAttended = false;
  #isClosed = false;
  nextAt: number | undefined;

  constructor(watching: Watching) {
    this.#watching = watching;
    this.#wait(0);
  }

  seen(): Seen {
    return this.#seen;
  }

  opened(): Promise<Asked> {
    this.#asked ??= this.#watching.open().catch((error: unknown) => {
      this.#asked = undefined;
      throw error;
    });
    return this.#asked;
  }

  /** A look that begins after this moment, at once and at everything; many who want one share it. */
  refresh(): Promise<void> {
    if (!this.#looking) return this.#look({ isWhole: true });
    const lookAgain = () => {
      this.#next = undefined;
      return this.#look({ isWhole: true });
    };
    this.#next ??= this.#looking.then(lookAgain, lookAgain);
    return this.#next;
  }

  /** Looks at the list of models unless that was done lately. */
  async readModels(): Promise<void> {
    const { modelsAt } = this.#seen;
    const isFresh = modelsAt !== undefined && this.#watching.clock.now() - modelsAt < paces.list;
    if (!isFresh) await this.refresh();
  }

  attend(is: boolean): void {
    if (is === this.#isAttended) return;
    this.#isAttended = is;
    if (this.#looking) return;
    const { standing, checkedAt } = this.#seen;
    const sinceLast =
      checkedAt === undefined ? Number.POSITIVE_INFINITY : this.#watching.clock.now() - checkedAt;
    this.#wait(Math.max(0, waitAfter(standing, is) - sinceLast));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopWaiting();
    const { http } = (await this.#asked?.catch(() => undefined)) ?? {};
    await http?.close();
  }

  #wait(ms: number): void {
    this.#stopWaiting();
    if (this.#isClosed) return;
    const { clock } = this.#watching;
    this.nextAt = clock.now() + ms;
    this.#stopWaiting = clock.after(ms, () => void this.#look({}).catch(console.error));
  }

  /** Joins the look that goes on. */
  #look(whole: Whole): Promise<void> {
    this.#stopWaiting();
    this.nextAt = undefined;
    this.#looking ??= this.#walk(whole).finally(() => {
      this.#looking = undefined;
      this.#wait(waitAfter(this.#seen.standing, this.#isAttended));
    });
    return this.#looking;
  }

  async #walk(whole: Whole): Promise<void> {
    const { clock, onSeen } = this.#watching;
    const looking = { opened: () => this.opened(), clock, whole };
    for await (const part of looksOf(this.#seen, looking)) {
      if (this.#isClosed) return;
      const before = this.#seen;
      this.#seen = { ...before, ...part };
      onSeen(before, this.#seen);
    }
  }
}
