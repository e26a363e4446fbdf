import { lstat, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { commandNames, commandOf, isCommandName } from "#cli-bridge/catalogue/index.ts";
import { handlers } from "#cli-bridge/cli/handlers/index.ts";
import { withNamesMeant } from "#cli-bridge/cli/names-meant.ts";
import type { Session } from "#cli-bridge/cli/session.ts";
import { isOllamaPath } from "#lib/registry/entry.ts";
import { forgetLayers } from "#lib/registry/known-layers.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { modelsFileIn } from "#lib/state/model-cache.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { makeRegistry, sampleEntry } from "#tests/support/make-registry.ts";
import { type BenchResult, medianOf, tell } from "./measuring.ts";

const entries = 10_000;
const rounds = 15;
const statsAtOnce = 64;
const settledMs = 2_200;
/** The collector comes when nothing is done, and would come in the next deed for what the last one left. */
const collectedMs = 100;

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

/** What nearly all sample entries differ in goes through them, so they are measured once more when it has been carried out. */
const settling = new Set(["rebuild"]);

/** Not on the tab of maintenance, and rehearsed all the same. */
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
    Object.assign(process.env, {
      MODELDECK_HOME: folder,
      MODELDECK_REGISTRY_DIR: dir,
      MODELDECK_ROOTS: root,
    });
    // What was written just now is not remembered.
    await setTimeout(settledMs);
    await loadAndLook(dir);
    const results: BenchResult[] = [];
    for (const name of commandNames) {
      const { tab, rehearsal } = commandOf(name);
      const isMeasured = besides.has(name) || (tab === "maintenance" && rehearsal && !others.has(name));
      if (!isMeasured) continue;
      if (only.length > 0 && !only.includes(name)) continue;
      const every = ofAll[name];
      for (const input of [inputs[name] ?? {}, ...(every ? [every] : [])]) {
        const result = await measure(name, input, { home: folder, dir });
        onResult(result);
        results.push(result);
      }
      if (!settling.has(name)) continue;
      const input = inputs[name] ?? {};
      await handle(name, { ...input, apply: true });
      await setTimeout(settledMs);
      const settled = await measure(name, input, { home: folder, dir });
      const result = { ...settled, name: `${settled.name}, where nothing differs` };
      onResult(result);
      results.push(result);
    }
    return results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Places = { home: string; dir: string };

async function measure(name: string, input: Wanted, { home, dir }: Places): Promise<BenchResult> {
  for (const suffix of ["", "-wal", "-shm"]) await rm(modelsFileIn(home) + suffix, { force: true });
  const first = await timeOf(() => handle(name, input));
  const times: { ours: number[]; anchor: number[] } = { ours: [], anchor: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.anchor.push(await timeOf(() => loadAndLook(dir)));
    times.ours.push(await timeOf(() => handle(name, input)));
  }
  const [ours, anchor] = [medianOf(times.ours), medianOf(times.anchor)];
  const detail = `${ours.toFixed(0)} ms, anchor ${anchor.toFixed(0)} ms; the first time, with nothing remembered, ${first.toFixed(0)} ms`;
  const named = input.only?.length ?? (input.more?.length ?? 0) + 1;
  const many = named === 1 ? name : `${name} of ${named}`;
  return { name: `rehearse ${many}, beside a load and a stat`, ratio: ours / anchor, bar: "≤ 1.5", detail };
}

async function handle(name: string, input: Wanted): Promise<void> {
  if (!isCommandName(name) || !(name in handlers)) throw new Error(`${name} cannot be carried out yet.`);
  const load: () => Promise<unknown> = handlers[name as keyof typeof handlers];
  const handler = (await load()) as (input: object, session: Session) => Promise<unknown>;
  const session = quietSession();
  await handler(
    input.name === undefined ? input : await withNamesMeant(commandOf(name), input, session),
    session,
  );
}

function quietSession(): Session {
  const nothing = () => undefined;
  const toType = (words: string) => words;
  const print = { line: nothing, note: nothing, json: nothing, toType, speaksJson: false };
  const told = { tellPlan: nothing, tellProgress: nothing, tellResult: nothing };
  const settings = () => loadSettings();
  return { print, settings, ...told, end: async () => undefined } as unknown as Session;
}

async function loadAndLook(dir: string): Promise<void> {
  const registry = await loadRegistry(dir);
  const files = registry.entries.flatMap(({ path, files: names }) =>
    path && !isOllamaPath(path) ? names.map((file) => join(path, file)) : [],
  );
  const waiting = files.values();
  const look = async () => {
    for (const file of waiting) await lstat(file);
  };
  await Promise.all(Array.from({ length: statsAtOnce }, look));
}

/** A command at a terminal is a process of its own: it knows no layer yet, and pays for nobody else's garbage. */
async function timeOf(deed: () => Promise<unknown>): Promise<number> {
  forgetLayers();
  await setTimeout(collectedMs);
  const start = performance.now();
  await deed();
  return performance.now() - start;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bench(process.argv.slice(2), tell);
