import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeRunner, type Runner } from "#cli-bridge/run/make-runner.ts";
import { programOf } from "#cli-bridge/run/program-of.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { applyUndo, planUndo } from "#lib/registry/operations/undo-change.ts";
import { snapshotFile } from "#lib/registry/registry-files.ts";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";
import { toBenchEntry } from "./registry-entry.ts";
import { saveLayers } from "./save-layers.ts";
import { root } from "./start-server.ts";

const entries = 10_000;
const rounds = 15;
const runRounds = 5;
/** Whoever looks at a form looks at it for longer than this. */
const lookedAtMs = 3_000;

/**
 * One entry changed in a registry of ten thousand that the process knows, with its backup and its record on the disk; and
 * taken back. Beside it the bare writing of two such files, which is what no edit can do without; it comes first, and so
 * the edit has memory that the system has used before, which a virtual machine may have to ask its host for.
 */
export async function bench(): Promise<BenchResult[]> {
  const dir = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  try {
    const discovered = Array.from({ length: entries }, (_, index) => toBenchEntry(index));
    await saveLayers(dir, { curated: [], discovered });
    const places = { dir, roots: [] };
    const bytes = await readFile(join(dir, snapshotFile));
    const times: Record<"edit" | "plan" | "undo", number[]> = { edit: [], plan: [], undo: [] };
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const name = String(discovered[round * 7]?.name);
      const edit = () =>
        changeRegistry(dir, { command: "bench" }, (draft) => draft.setFields(name, { round }));
      bare.push(await timeOfBare(dir, bytes));
      times.edit.push(await timeOf(edit));
      times.plan.push(await timeOf(() => planUndo(places, { run: "last" })));
      times.undo.push(await timeOf(() => applyUndo(places, { run: "last" }, undefined)));
    }
    return [
      toResult("one-entry edit in 10,000 entries, acknowledged durable", times.edit, bare),
      toResult("rehearsing its undo", times.plan),
      toResult("its undo", times.undo),
      await benchRuns(dir, String(discovered[1]?.name)),
    ];
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** The edit as a run, as a page makes it: with its program started then, and with one that was made ready. */
async function benchRuns(dir: string, name: string): Promise<BenchResult> {
  const home = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  const program = programOf(undefined, { ownPath: join(root, "bin", "modeldeck.mjs") });
  const env = { ...process.env, MODELDECK_HOME: home, MODELDECK_REGISTRY_DIR: dir };
  const runner = makeRunner({ home, program, env });
  const times: Record<"cold" | "ready", number[]> = { cold: [], ready: [] };
  // A runner holds nobody up, and a console has its server.
  const awake = setInterval(() => undefined, lookedAtMs);
  try {
    for (let round = 0; round < runRounds; round += 1) {
      times.cold.push(await timeOf(() => runEdit(runner, [`--notes=${round}`, "--", name])));
      runner.getReady();
      await setTimeout(lookedAtMs);
      times.ready.push(await timeOf(() => runEdit(runner, [`--notes=${round} again`, "--", name])));
    }
  } finally {
    clearInterval(awake);
    await runner.close();
    await rm(home, { recursive: true });
  }
  const [cold, ready] = [medianOf(times.cold), medianOf(times.ready)];
  const detail = `${ready.toFixed(0)} ms, without ${cold.toFixed(0)} ms`;
  return { name: "the edit as a run whose program was ready", ratio: ready / cold, bar: "none", detail };
}

async function runEdit(runner: Runner, words: string[]): Promise<void> {
  const over = Promise.withResolvers<void>();
  const argv = ["modeldeck", "set-meta", "--apply", ...words];
  const stop = runner.onChange(({ outcome }) => {
    if (outcome?.kind === "exited" && outcome.code === 0) over.resolve();
    else if (outcome) over.reject(new Error(`The edit ended as ${outcome.kind}.`));
  });
  await runner.start({ command: "set-meta", input: {}, argv, effect: "changes", lane: "registry" });
  await over.promise.finally(stop);
}

async function timeOfBare(dir: string, bytes: Buffer): Promise<number> {
  const paths = ["one", "other"].map((name) => join(dir, name));
  const write = async (path: string) => {
    const file = await open(path, "wx");
    await file.write(bytes);
    await file.sync();
    await file.close();
  };
  const time = await timeOf(() => Promise.all(paths.map(write)));
  for (const path of paths) await rm(path);
  return time;
}

function toResult(name: string, times: number[], bare: number[] = []): BenchResult {
  const median = medianOf(times);
  const [least = 0, most = 0] = [Math.min(...times), Math.max(...times)];
  const beside = bare.length > 0 ? `; two such files alone ${medianOf(bare).toFixed(0)} ms` : "";
  const detail = `${median.toFixed(0)} ms, from ${least.toFixed(0)} to ${most.toFixed(0)}${beside}`;
  return { name, ratio: median / 120, bar: "≤ 1 (120 ms)", detail };
}

async function timeOf(deed: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await deed();
  return performance.now() - start;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await tellAll(bench);
