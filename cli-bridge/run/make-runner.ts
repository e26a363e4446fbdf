import { toShell } from "#cli-bridge/derive/shell-words.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { childEnv } from "./child-env.ts";
import type { KeeperAhead } from "./keeper-order.ts";
import { keeperSourcePath, makeKeepers } from "./keepers.ts";
import { listRuns, type RunFilter, type RunIndex } from "./list-runs.ts";
import type { Program } from "./program-of.ts";
import { reconcileRuns } from "./reconcile-runs.ts";
import { resumeShortly } from "./resume-run.ts";
import { runDeeds } from "./run-deeds.ts";
import { existingFolderOf, openRunEvents, type RunEventsOptions } from "./run-events-stream.ts";
import { createRun } from "./run-file.ts";
import { runFolderOf } from "./run-folder.ts";
import { type RunLimits, runLimits } from "./run-limits.ts";
import { openRunLog, type RunLogOptions } from "./run-log.ts";
import { RunQueue, type SecretsFor } from "./run-queue.ts";
import { readRecord } from "./run-record-of.ts";
import { guardArguments, type StartRequest } from "./start-request.ts";

export type RunnerOptions = {
  home: string;
  program: Program;
  env: Readonly<Record<string, string | undefined>>;
  keeperPath?: string | undefined;
  limits?: Partial<RunLimits> | undefined;
  widths?: ConstructorParameters<typeof RunQueue>[0]["widths"];
  cwd?: string | undefined;
  index?: RunIndex | undefined;
  secretsFor?: SecretsFor | undefined;
};

type Listener = (record: RunRecord) => void;
export type Runner = ReturnType<typeof makeRunner>;

/** Everything the console does with runs. Call `reconcile` once before anything else. */
export function makeRunner(options: RunnerOptions) {
  const { home, program, env, keeperPath = keeperSourcePath(), cwd = process.cwd(), index, widths } = options;
  const limits: RunLimits = { ...runLimits, ...options.limits };
  const secretsFor = options.secretsFor ?? ((run) => secretsFrom(env, run.secretNames));
  const { tell, onChange, endTelling } = makeTelling(home, index);
  const keepers = makeKeepers({ keeperPath, ahead: aheadOf({ program, env, cwd }) });
  const queue: RunQueue = new RunQueue({
    ...{ home, program, env, keepers, limits, widths, secretsFor, onMove: tell },
    onPausableOver: async (over, signal) => {
      const queued = await resumeShortly({ home, queue }, over, signal);
      if (queued) await tell(queued.run.id);
    },
  });
  const recordOf = async (id: string): Promise<RunRecord> => {
    const record = await readRecord(await existingFolderOf(home, id));
    if (!record) throw new Error(`Run ${id} lost its description.`);
    return withPlace(record, queue);
  };
  return {
    async start(request: StartRequest): Promise<RunRecord> {
      guardArguments(request);
      const { command, input, argv, secrets = {}, effect, lane, limitMs, planId, repeats } = request;
      const secretNames = Object.keys(secrets);
      const dialect = request.dialect ?? program.dialect;
      const shell = toShell(argv, secretNames);
      const queued = await createRun(home, {
        ...{ command, input, argv, shell, effect, lane, dialect, secretNames },
        ...{ limitMs, planId, repeats, cwd: request.cwd ?? cwd },
        ...{ session: request.session, pausable: request.pausable },
      });
      queue.wait(queued, secrets);
      queue.admit();
      await tell(queued.run.id);
      return recordOf(queued.run.id);
    },
    ...runDeeds({ home, queue, tell, recordOf }),
    widen: (...to: Parameters<RunQueue["widen"]>): void => queue.widen(...to),
    get: recordOf,
    list: async (filter?: RunFilter): Promise<RunRecord[]> =>
      (await listRuns({ home, index, active: queue.active }, filter)).map((record) =>
        withPlace(record, queue),
      ),
    waiting: (): string[] => queue.waiting,
    events: (id: string, wanted?: RunEventsOptions) => openRunEvents(home, id, wanted),
    log: (id: string, wanted?: RunLogOptions) => openRunLog(home, id, wanted),
    /** A run is likely to be started soon. */
    getReady: keepers.getReady,
    reconcile: (): Promise<void> => reconcileRuns({ home, queue, index, limits }),
    onChange,
    close: async (): Promise<void> => {
      keepers.close();
      await queue.close();
      endTelling();
    },
  };
}

type Surroundings = Pick<RunnerOptions, "program" | "env"> & { cwd: string };

/** Our own program can wait for its words; what else there may be cannot. */
function aheadOf({ program, env, cwd }: Surroundings): KeeperAhead | undefined {
  if (!program.isOwn) return undefined;
  return {
    program: program.spawn,
    cwd,
    env: childEnv(env, { secrets: {}, marker: "none yet", hasChannel: true }),
  };
}

/** Reads a run that has moved anew, for the index and for whoever listens. */
function makeTelling(home: string, index: RunIndex | undefined) {
  const listeners = new Set<Listener>();
  let isOver = false;
  return {
    tell: async (id: string): Promise<void> => {
      const record = await readRecord(runFolderOf(home, id));
      // The index may be gone by now; the next console brings its own up to date.
      if (!record || isOver) return;
      if (record.state === "ended") index?.put(record);
      for (const listener of listeners) listener(record);
    },
    onChange: (listener: Listener): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    endTelling: (): void => {
      isOver = true;
    },
  };
}

/** The folder does not know who else waits. */
function withPlace(record: RunRecord, queue: RunQueue): RunRecord {
  const place = record.state === "queued" ? queue.placeOf(record.id) : undefined;
  return place === undefined ? record : { ...record, place };
}

/** A run without secrets needs none, so an empty answer is an answer. */
function secretsFrom(
  env: RunnerOptions["env"],
  names: readonly string[],
): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = env[name];
    if (value === undefined) return undefined;
    found[name] = value;
  }
  return found;
}
