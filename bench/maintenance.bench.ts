import { execFile } from "node:child_process";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { modelsFileIn } from "#lib/state/model-cache.ts";
import { makeRegistry, sampleEntry } from "#tests/support/make-registry.ts";
import { type BenchResult, medianOf, tell } from "./measuring.ts";

const entries = 10_000;
const rounds = 9;
const settledMs = 2_200;
const timeoutMs = 180_000;
/** So few that a deed on them takes no time, and as many as have one of each kind. */
const smallEntries = 100;
const timed = fileURLToPath(new URL("timed-rehearsal.ts", import.meta.url));

/** The models that can be called chat models: some with files of which none says how they chat. */
const chatNames = Array.from({ length: entries }, (_, index) => sampleEntry(index))
  .filter(
    ({ backend, roles, version_lock: { locked } }) => backend === "vllm" && roles.includes("chat") && !locked,
  )
  .map(({ name }) => name);

type Wanted = { name?: string; more?: readonly string[]; only?: readonly string[]; [field: string]: unknown };

const inputs: Readonly<Record<string, Wanted>> = {
  "prune-no-chat-template": { only: chatNames },
  "reset-discovered": { backend: "all" },
  "apply-simple-slugs": { renameSlugs: true },
  rebuild: { provider: "hf" },
  remove: { name: sampleEntry(5).name, deleteFiles: true, purge: true },
  "set-meta": { name: sampleEntry(5).name, favourite: "yes" },
  verify: { fixMissing: true },
};

const [first = "", ...more] = Array.from({ length: entries }, (_, index) => sampleEntry(index))
  .filter(({ version_lock: { locked } }) => !locked)
  .map(({ name }) => name);

/** The same of all models at once, where models are named. */
const ofAll: Readonly<Record<string, Wanted>> = {
  remove: { name: first, more, deleteFiles: true, purge: true },
  "set-meta": { name: first, more, favourite: "yes" },
};

/**
 * Of the files of the sample none is as large as its entry says, which is a registry that nobody has. So they are
 * measured on that, on one that fits its files, as they themselves leave it, and on one of which every tenth model has been
 * replaced since. They come last, as they leave another registry behind.
 */
const settling = new Set(["rebuild"]);
const replacedEach = 10;

/** Rehearsed on another tab; and the check of health, which is on that of maintenance and changes nothing. */
const besides = new Set(["scan", "remove", "verify", "doctor", "set-meta"]);

/** They go back to a backup or a run, of which there is none here. */
const others = new Set([
  "backups",
  "restore-backup",
  "diff-backup",
  "prune-backups",
  "undo",
  "restore-ollama",
]);

/** The rehearsal of every maintenance command on ten thousand models, beside a load and a look at each file. */
export async function bench(
  only: readonly string[] = [],
  onResult: (result: BenchResult) => void = () => undefined,
): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  try {
    const [dir, root] = [join(folder, "registry"), join(folder, "weights")];
    await makeRegistry(dir, { entries, modelsFolder: root, hasFiles: true });
    const places: Places = { home: folder, dir, root };
    const small = join(folder, "small");
    await makeRegistry(join(small, "registry"), {
      ...{ entries: smallEntries, modelsFolder: join(small, "weights"), hasFiles: true },
    });
    // What was written just now is not remembered.
    await setTimeout(settledMs);
    const results: BenchResult[] = [];
    for (const name of commandNames.toSorted((one, other) => +settling.has(one) - +settling.has(other))) {
      const { tab, rehearsal } = commandOf(name);
      const isMeasured = besides.has(name) || (tab === "maintenance" && rehearsal && !others.has(name));
      if (!isMeasured) continue;
      if (only.length > 0 && !only.includes(name)) continue;
      const every = ofAll[name];
      for (const input of [inputs[name] ?? {}, ...(every ? [every] : [])]) {
        const result = await measure(name, input, places);
        const told = settling.has(name)
          ? { ...result, name: `${result.name}, where nearly all differ` }
          : result;
        onResult(told);
        results.push(told);
      }
      if (!settling.has(name)) continue;
      const input = inputs[name] ?? {};
      const again = async (where: string) => {
        await setTimeout(settledMs);
        const result = await measure(name, input, places);
        const told = { ...result, name: `${result.name}, ${where}` };
        onResult(told);
        results.push(told);
      };
      await timeOf(name, { ...input, apply: true }, places);
      await again("where nothing differs");
      await replaceSome(root);
      await again("where a tenth differs");
    }
    return results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function replaceSome(root: string): Promise<void> {
  for (let index = 0; index < entries; index += replacedEach) {
    const { download_path: folder, download_files: files } = sampleEntry(index, root);
    for (const file of files) await appendFile(join(folder, file), "longer than it was");
  }
}

type Places = { home: string; dir: string; root: string };

async function measure(name: string, input: Wanted, places: Places): Promise<BenchResult> {
  for (const suffix of ["", "-wal", "-shm"]) await rm(modelsFileIn(places.home) + suffix, { force: true });
  const first = await timeOf(name, input, places);
  const times: { ours: number[]; anchor: number[] } = { ours: [], anchor: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.anchor.push(await timeOf("load-and-look", {}, places));
    times.ours.push(await timeOf(name, input, places));
  }
  const [ours, anchor] = [medianOf(times.ours), medianOf(times.anchor)];
  const detail = `${ours.toFixed(0)} ms, anchor ${anchor.toFixed(0)} ms; the first time, with nothing remembered, ${first.toFixed(0)} ms`;
  const named = input.only?.length ?? (input.more?.length ?? 0) + 1;
  const many = named === 1 ? name : `${name} of ${named}`;
  return { name: `rehearse ${many}, beside a load and a stat`, ratio: ours / anchor, bar: "≤ 1.5", detail };
}

/** A command is a process of its own: it knows no layer yet, and pays for nobody else's garbage. */
async function timeOf(deed: string, input: Wanted, { home, dir, root }: Places): Promise<number> {
  const running = promisify(execFile)(process.execPath, [timed, deed, join(home, "small")], {
    timeout: timeoutMs,
    env: { ...process.env, MODELDECK_HOME: home, MODELDECK_REGISTRY_DIR: dir, MODELDECK_ROOTS: root },
  });
  running.child.stdin?.end(JSON.stringify(input));
  const took = Number((await running).stdout);
  if (!(took > 0)) throw new Error(`${deed} told no time.`);
  return took;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bench(process.argv.slice(2), tell);
