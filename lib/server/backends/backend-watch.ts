import type { BackendAnswer, BackendKind, BackendsAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendAdapter } from "#lib/backends/adapter.ts";
import type { BackendHttp } from "#lib/backends/http/backend-http.ts";
import type { Instance } from "#lib/backends/instance.ts";
import type { Clock } from "./clock.ts";
import { differencesOf, type Memory, type Told, toDiscovered } from "./differences.ts";
import { inTurn } from "./in-turn.ts";
import { type Asked, InstanceWatch } from "./instance-watch.ts";
import {
  isLongGone,
  isSameWay,
  mergeInstances,
  ownerOf,
  type StartedServer,
  strangersAmong,
} from "./known-instances.ts";
import type { Seen } from "./seen.ts";
import { toBackendAnswer } from "./to-backend-answer.ts";

export type WatchSources = {
  /** What was saved, and what the environment names. */
  readInstances: () => Promise<Instance[]>;
  readManaged: () => Promise<readonly StartedServer[]>;
  adapterOf: (kind: BackendKind) => Promise<BackendAdapter>;
  openHttp: (instance: Instance) => BackendHttp;
  /** Hears what changed at a server between two looks. */
  tell: (instance: Instance, told: Told) => void;
  clock: Clock;
};

export type BackendNews = BackendAnswer | { id: string; gone: true };

type Watched = {
  watch: InstanceWatch;
  instance: Instance;
  memory: Memory;
  endpoints: BackendAdapter["endpoints"];
};

/** Watches every server that is known, for everybody who looks: one question goes out, however many read the answer. */
export class BackendWatch {
  readonly #sources: WatchSources;
  readonly #watched = new Map<string, Watched>();
  readonly #found = new Map<string, Instance>();
  readonly #listeners = new Set<(news: BackendNews) => void>();
  #managed: readonly StartedServer[] = [];
  #isAttended = false;
  #isClosed = false;
  /** Takes up who is told of now. A slow round must never undo what a later one has found. */
  readonly reload = inTurn(() => this.#takeUp());

  constructor(sources: WatchSources) {
    this.#sources = sources;
  }

  /** At once, as everything was last seen. */
  answer(): BackendsAnswer {
    return { backends: [...this.#watched.values()].map((one) => this.#answerOf(one)) };
  }

  instanceOf(id: string): Instance {
    return this.#get(id).instance;
  }

  asked(id: string): Promise<Asked> {
    return this.#get(id).watch.opened();
  }

  seen(id: string): Seen {
    return this.#get(id).watch.seen();
  }

  readModels(id: string): Promise<void> {
    return this.#get(id).watch.readModels();
  }

  /** Comes back when it was looked at anew. */
  async refresh(id: string): Promise<BackendAnswer> {
    const one = this.#get(id);
    await one.watch.refresh();
    return this.#answerOf(one);
  }

  async refreshAll(): Promise<void> {
    await Promise.all([...this.#watched.values()].map(({ watch }) => watch.refresh()));
  }

  /** Takes up servers that answered where nobody was known, and says how many they were. */
  async takeFound(instances: readonly Instance[]): Promise<number> {
    const strangers = this.#isClosed ? [] : strangersAmong(instances, this.#watched.values());
    for (const instance of strangers) {
      this.#found.set(instance.id, instance);
      this.#sources.tell(instance, toDiscovered(instance));
    }
    await this.reload();
    return strangers.length;
  }

  /** Whether anybody looks. */
  attend(is: boolean): void {
    this.#isAttended = is;
    for (const { watch } of this.#watched.values()) watch.attend(is);
  }

  onChange(listener: (news: BackendNews) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What a round reads of may be closed next, so the one that goes on is waited for. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
    await this.reload();
    await Promise.all(Array.from(this.#watched.values(), ({ watch }) => watch.close()));
    this.#watched.clear();
  }

  async #takeUp(): Promise<void> {
    if (this.#isClosed) return;
    const { readInstances, readManaged } = this.#sources;
    const [told, managed] = await Promise.all([readInstances(), readManaged()]);
    if (this.#isClosed) return;
    this.#managed = managed;
    const wanted = mergeInstances([...told, ...this.#found.values()], managed);
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of [...this.#watched.keys()]) if (!ids.has(id)) this.#drop(id);
    for (const instance of wanted) this.#take(instance);
  }

  #get(id: string): Watched {
    const one = this.#watched.get(id);
    if (one) return one;
    throw new ConsoleError("not-found", `No server is called ${id.slice(0, 80)}.`, {
      hint: "GET /api/backends names them all.",
    });
  }

  #answerOf({ watch, instance, endpoints }: Watched): BackendAnswer {
    const owner = ownerOf(instance, this.#managed);
    return toBackendAnswer({
      ...{ instance, endpoints, seen: watch.seen(), nextAt: watch.nextAt },
      managed: owner && { run: owner.run, ...(owner.pid !== undefined && { pid: owner.pid }) },
    });
  }

  #spread(news: BackendNews): void {
    for (const listener of this.#listeners) listener(news);
  }

  #take(instance: Instance): void {
    const known = this.#watched.get(instance.id);
    if (known && isSameWay(known.instance, instance)) {
      const isSame = JSON.stringify(known.instance) === JSON.stringify(instance);
      known.instance = instance;
      if (!isSame) this.#spread(this.#answerOf(known));
      return;
    }
    if (known) this.#drop(instance.id);
    const watch = new InstanceWatch({
      clock: this.#sources.clock,
      open: () => this.#open(instance),
      onSeen: (before, after) => this.#look(instance.id, before, after),
    });
    const one: Watched = { watch, instance, memory: new Map(), endpoints: {} };
    this.#watched.set(instance.id, one);
    this.#spread(this.#answerOf(one));
    watch.attend(this.#isAttended);
  }

  async #open(instance: Instance): Promise<Asked> {
    const adapter = await this.#sources.adapterOf(instance.kind);
    const known = this.#watched.get(instance.id);
    if (known) known.endpoints = adapter.endpoints;
    return { adapter, http: this.#sources.openHttp(instance) };
  }

  #look(id: string, before: Seen, after: Seen): void {
    const one = this.#watched.get(id);
    if (!one) return;
    const at = this.#sources.clock.now();
    const { told, memory } = differencesOf({ name: one.instance.name, before, after, at }, one.memory);
    one.memory = memory;
    for (const difference of told) this.#sources.tell(one.instance, difference);
    this.#spread(this.#answerOf(one));
    if (isLongGone(one.instance, after.standing, at)) {
      this.#found.delete(id);
      this.#drop(id);
    }
  }

  #drop(id: string): void {
    const one = this.#watched.get(id);
    if (!one) return;
    this.#watched.delete(id);
    one.watch.close().catch(console.error);
    this.#spread({ id, gone: true });
  }
}
