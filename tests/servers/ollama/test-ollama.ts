import type { Line } from "./stream-answers.ts";
import { type RunningModel, runningRowOf, type ServedModel, type TestLayer } from "./test-models.ts";

export type OllamaFaults = {
  /** Answers to the next loads, one after another, in place of loading; or it is killed in the middle of one. */
  loads?: ({ status: number; error: string } | "killed")[];
  /** The same for the next that are told to go. */
  unloads?: { status: number; error: string }[];
  /** How often a model is listed after it was told to go; for ever is Infinity. */
  unloadPolls?: number;
  /** Sends streams in pieces of so many bytes. */
  pieceBytes?: number;
  /** What a pull says in the middle of its second layer, or that it ends there without a word. */
  pullError?: string;
  pullBreaksOff?: boolean;
};

export type TestOllamaOptions = {
  models: readonly ServedModel[];
  /** What can be pulled. */
  offers?: readonly ServedModel[];
  /** Servers of earlier years tell neither abilities nor context in their list. */
  isOld?: boolean;
  /** What it answers to everything, instead. */
  answers?: { status: number; body: string } | "nothing";
  version?: string;
  gpuShare?: number;
  /** The server's clock, in milliseconds. */
  now?: () => number;
  /** How often a pull tells how far it is with a layer. */
  linesPerLayer?: number;
  /** What it says in a conversation, line by line, in place of its usual words. */
  says?: (asked: Record<string, unknown>) => AsyncIterable<Line> | Iterable<Line>;
  /** Between two lines of a stream. */
  pace?: () => Promise<void>;
  faults?: OllamaFaults;
};

export type TestDeed = { path: string; body: Record<string, unknown> };

const keepAliveSeconds = 300;

/** What a server of Ollama's knows: models on its disk and in its memory, blobs, and who has asked for what. */
export class TestOllama {
  readonly requests: string[] = [];
  readonly deeds: TestDeed[] = [];
  readonly models = new Map<string, ServedModel>();
  readonly running = new Map<string, RunningModel>();
  /** Blobs by digest, with how much of each is there. */
  readonly blobs = new Map<string, number>();
  readonly options: TestOllamaOptions;
  faults: OllamaFaults;
  /** Streams that were left by whoever asked for them. */
  left = 0;
  reloads = 0;
  url = "";
  /** As a program that is killed, and one that is started where it was with what lies on its disk. */
  close: () => Promise<void> = async () => undefined;
  open: () => Promise<void> = async () => undefined;

  constructor(options: TestOllamaOptions) {
    this.options = options;
    this.faults = options.faults ?? {};
    for (const model of options.models) this.add(model);
  }

  get now(): number {
    return this.options.now?.() ?? Date.now();
  }

  add(model: ServedModel): void {
    this.models.set(model.name, model);
    for (const { digest, bytes } of model.layers ?? []) this.blobs.set(digest, bytes);
  }

  find(name: string): ServedModel | undefined {
    return this.models.get(name) ?? this.models.get(`${name}:latest`);
  }

  /** A name may say that its registry has no certificate. */
  offer(said: string): ServedModel | undefined {
    const name = said.replace(/^http:\/\//, "");
    return this.options.offers?.find((each) => each.name === name || each.name === `${name}:latest`);
  }

  missing({ layers = [] }: ServedModel): TestLayer[] {
    return layers.filter(({ digest, bytes }) => (this.blobs.get(digest) ?? 0) < bytes);
  }

  load(model: ServedModel, keepAlive: unknown, contextLength: number | undefined): void {
    const before = this.running.get(model.name);
    const wanted = contextLength ?? before?.contextLength ?? 4096;
    if (before && before.contextLength !== wanted) this.reloads += 1;
    const seconds = toSeconds(keepAlive);
    this.running.set(model.name, {
      ...{ model, contextLength: wanted, gpuShare: this.options.gpuShare ?? 0.8 },
      expiresAt: seconds < 0 ? undefined : this.now + seconds * 1000,
    });
  }

  unload(name: string): void {
    const running = this.running.get(name);
    if (running === undefined) return;
    const pollsLeft = this.faults.unloadPolls ?? 0;
    if (pollsLeft === 0) this.running.delete(name);
    else this.running.set(name, { ...running, pollsLeft, expiresAt: this.now - 1 });
  }

  /** What is in memory now: what has expired goes, what was told to go goes when its time has come. */
  listRunning() {
    for (const [name, running] of this.running) {
      const { pollsLeft, expiresAt } = running;
      if (pollsLeft === 0 || (pollsLeft === undefined && expiresAt !== undefined && expiresAt <= this.now))
        this.running.delete(name);
      else if (pollsLeft !== undefined) running.pollsLeft = pollsLeft - 1;
    }
    return [...this.running.values()].map(runningRowOf);
  }
}

function toSeconds(keepAlive: unknown): number {
  if (typeof keepAlive === "number") return keepAlive;
  const [, sign, count, unit = ""] = /^(-?)(\d+)([smh])$/.exec(String(keepAlive ?? "")) ?? [];
  if (count === undefined) return keepAliveSeconds;
  const seconds = Number(count) * ({ s: 1, m: 60, h: 3600 }[unit] ?? 1);
  return sign === "-" ? -1 : seconds;
}
