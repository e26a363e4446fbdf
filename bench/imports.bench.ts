import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importOllama } from "#lib/registry/operations/import-ollama.ts";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { lookIntoWeights } from "#lib/stores/ollama/look-into-weights.ts";
import { readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import { makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";

const models = 500;
const rounds = 15;

/** A rehearsal of an import beside a program that does no more than read and parse every manifest. */
export async function bench(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  try {
    const store = await makeOllamaStore(
      join(folder, "models"),
      Array.from({ length: models }, (_, index) => ({
        id: `family${index % 40}/model-${index}:${index % 9}b`,
      })),
    );
    const dir = join(folder, "registry");
    const none = await measure(store, dir, "none known");
    await applyMaintenance(dir, await importing(store));
    return [none, await measure(store, dir, "all known")];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function importing(store: string) {
  const found = await lookIntoWeights(await readOllamaStore(store));
  const operation = importOllama({
    ...{ found, backend: "ollama", location: "linux_wsl", includeTesting: false },
    ...{ deprecatePlaceholders: false, purgeExisting: false },
  });
  return { command: "import-ollama", operation };
}

async function measure(store: string, dir: string, which: string): Promise<BenchResult> {
  const times: { ours: number[]; anchor: number[] } = { ours: [], anchor: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.anchor.push(await timeOf(() => readManifests(join(store, "manifests"))));
    times.ours.push(await timeOf(async () => planMaintenance(dir, await importing(store))));
  }
  const [ours, anchor] = [medianOf(times.ours), medianOf(times.anchor)];
  const detail = `${ours.toFixed(0)} ms, manifests ${anchor.toFixed(0)} ms`;
  const name = `import of ${models} Ollama models, rehearsed, ${which}`;
  return { name, ratio: ours / anchor, bar: "≤ 3", detail };
}

async function readManifests(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) JSON.parse(await readFile(join(entry.parentPath, entry.name), "utf8"));
  }
}

async function timeOf(deed: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await deed();
  return performance.now() - start;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await tellAll(bench);
