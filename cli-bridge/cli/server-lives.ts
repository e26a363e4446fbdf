import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import type { ServerStanding } from "#cli-bridge/protocol/server-standing.ts";
import { progressOf } from "#cli-bridge/run/read-progress.ts";
import { type RunningServer, startServer } from "#cli-bridge/run/start-server.ts";
import { explainFailure, type Failure } from "#lib/backends/failures/explain-failure.ts";
import type { ServerStart } from "#lib/backends/managed/plan-start.ts";
import { isReady } from "#lib/backends/managed/readiness.ts";
import { styled } from "./print.ts";
import type { Session } from "./session.ts";
import { startService } from "./start-service.ts";
import { untilAborted } from "./until-aborted.ts";

export type Lived = { start: ServerStart; program: string; env: Record<string, string> };

/** The words to start it with again, read while it runs. */
export type Anew = (running: Lived) => Promise<Lived>;

/** How one life of a server ended. */
export type End =
  | { how: "stopped" | "late" }
  | { how: "restart"; next: Lived }
  | { how: "died"; code: number | undefined; signal: string | undefined };

export type Life = { end: End; readyMs: number | undefined; failure: Failure | undefined };

/** Asked to end it, and asked once more, when it is killed. */
type Stops = { stop: AbortSignal; hurry: AbortSignal };

/** One server after another under the same words, and what is told of each. */
export class ServerLives {
  #lived: Lived;
  readonly #session: Session;
  readonly #stop: AbortSignal;
  readonly #hurry: AbortSignal;
  readonly #anew: Anew;
  #asked = Promise.withResolvers<Lived>();
  #starts = 0;
  #pid: number | undefined;
  #phase: ServerStanding["phase"] = "starting";
  #refused: string | undefined;
  readonly #onAsked = () => void this.#takeAnew(this.#asked.resolve);

  constructor({ lived, anew }: { lived: Lived; anew: Anew }, session: Session, { stop, hurry }: Stops) {
    this.#lived = lived;
    this.#anew = anew;
    this.#session = session;
    this.#stop = stop;
    this.#hurry = hurry;
    process.on("SIGHUP", this.#onAsked);
  }

  /** The next one is started with these. */
  takeWords(lived: Lived): void {
    this.#lived = lived;
  }

  close(): void {
    process.off("SIGHUP", this.#onAsked);
  }

  stand(phase: ServerStanding["phase"]): void {
    const { recipe, url } = this.#lived.start;
    const refused = this.#refused;
    this.#session.tellServer({
      ...{ kind: recipe.kind, url, phase, since: new Date().toISOString(), starts: this.#starts },
      ...(this.#pid !== undefined && { pid: this.#pid }),
      ...(refused !== undefined && { refused }),
    });
    this.#phase = phase;
    this.#tell({ phase, unit: "percent", done: phase === "ready" ? 100 : 0, item: url });
  }

  async live(): Promise<Life> {
    const { recipe } = this.#lived.start;
    this.#asked = Promise.withResolvers();
    const server = await this.#start();
    const startedAt = performance.now();
    let readyAt: number | undefined;
    const died = server.exited.then((exit): End => ({ how: "died", ...exit }));
    const stopped = untilAborted(this.#stop).then((): End => ({ how: "stopped" }));
    const asked = this.#asked.promise.then((next): End => ({ how: "restart", next }));
    const life = new AbortController();
    const ready = this.#untilReady(startedAt, life.signal).then((isReadyNow) => {
      if (!isReadyNow) return { how: "late" } satisfies End;
      readyAt = performance.now();
      this.stand("ready");
      return never;
    });
    const end = await Promise.race([died, stopped, asked, ready]);
    life.abort();
    if (end.how !== "died") this.stand(end.how === "restart" ? "restarting" : "stopping");
    await server.end(end.how === "died" ? 0 : recipe.graceSeconds * 1_000, this.#hurry);
    this.#pid = undefined;
    const readyMs = readyAt === undefined ? undefined : performance.now() - readyAt;
    const ended = { wasReady: readyAt !== undefined, signal: end.how === "died" ? end.signal : undefined };
    const failure = end.how === "died" ? explainFailure(server.tail(), recipe.kind, ended) : undefined;
    return { end, readyMs, failure };
  }

  /** What runs is ended only for what can be started in its place. */
  async #takeAnew(take: (next: Lived) => void): Promise<void> {
    this.#refused = undefined;
    try {
      take(await this.#anew(this.#lived));
    } catch (error) {
      if (this.#pid === undefined || this.#phase === "stopping") return;
      const why = error instanceof Error ? error.message : String(error);
      this.#session.print.line(styled("yellow", `It goes on as it was, and is not started anew: ${why}`));
      // Also told with what comes after it: whoever asked may look only then.
      this.#refused = why;
      this.stand(this.#phase);
    }
  }

  async #start(): Promise<RunningServer> {
    const { start, program, env } = this.#lived;
    const { speaksJson } = this.#session.print;
    this.#starts += 1;
    this.#refused = undefined;
    const order = {
      ...{ program, argv: start.argv, env, err: process.stderr },
      out: speaksJson ? process.stderr : process.stdout,
      onOutput: (text: string) => this.#hearProgress(text),
    };
    const server = await (start.recipe.service ? startService(order, start) : startServer(order));
    if ("reason" in server) throw new ConsoleError("program-missing", server.reason);
    this.#pid = server.pid;
    this.stand("starting");
    return server;
  }

  /** Looks often at first, because most start soon, and then less. */
  async #untilReady(startedAt: number, signal: AbortSignal): Promise<boolean> {
    const { recipe, url } = this.#lived.start;
    for (let waitMs = 100; performance.now() - startedAt < recipe.readySeconds * 1_000; ) {
      if (await isReady(recipe, url, signal)) return !signal.aborted || never;
      await delay(waitMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return never;
      waitMs = Math.min(waitMs * 1.5, 2_000);
    }
    return false;
  }

  #hearProgress(text: string) {
    if (this.#phase !== "starting" || !text.includes("%")) return;
    const found = text.split(/[\r\n]/).flatMap((line) => progressOf(line) ?? []);
    const last = found.at(-1);
    if (last) this.#tell({ ...last, phase: "starting", item: last.phase });
  }

  /** At a terminal the server's own lines say it, and a bar would only stand between them. */
  #tell(progress: Progress) {
    if (this.#session.isHeard) this.#session.tellProgress(progress);
  }
}

/** What is not to decide a race. */
const never = new Promise<never>(() => {});
