import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { forgetLayers } from "#lib/registry/known-layers.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { layerPath } from "#lib/registry/registry-files.ts";
import { type BenchResult, medianOf } from "./measuring.ts";
import { toBenchEntry } from "./registry-entry.ts";
import { saveLayers } from "./save-layers.ts";

const entries = 10_000;
const rounds = 9;

/** Loading and saving ten thousand entries, each beside the least that could be done, in alternation. */
export async function bench(): Promise<BenchResult[]> {
  const dir = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  try {
    const layers = {
      curated: [],
      discovered: Array.from({ length: entries }, (_, index) => toBenchEntry(index)),
    };
    await saveLayers(dir, layers);
    const path = layerPath(dir, "discovered");
    const load = await compare(
      async () => {
        forgetLayers();
        return (await loadRegistry(dir)).entries;
      },
      () => parseAll(path),
    );
    const save = await compare(
      () => saveLayers(dir, layers),
      () => writeAll(join(dir, "anchor"), layers.discovered),
    );
    return [
      { name: "load 10,000 entries, beside JSON.parse and zod", bar: "≤ 1.5", ...load },
      { name: "save 10,000 entries, beside stringify, write and fsync", bar: "≤ 2", ...save },
    ];
  } finally {
    await rm(dir, { recursive: true });
  }
}

const text = z.string().nullable();
const table = z.record(z.string(), z.unknown()).nullable();

/** An entry in zod as one would first write it down. */
const plainDocument = z.looseObject({
  name: z.string(),
  display_name: text,
  backend: z.string(),
  backend_config: z.looseObject({ port: z.number(), model_path: text, extra_args: z.array(z.string()) }),
  capabilities: z.record(z.string(), z.boolean()),
  generation_defaults: table,
  artifacts: z.looseObject({ aggregate_sha256: text, files: z.array(z.unknown()) }),
  chat_template: z.looseObject({ source: text, path: text, sha256: text }),
  version_lock: z.looseObject({ locked: z.boolean(), expected_aggregate_sha256: text, last_verified: text }),
  performance: table,
  probes: table,
  metadata: table,
  served_model_id: text,
  model_aliases: z.array(z.string()),
  roles: z.array(z.string()),
  source: table,
  deprecated: z.boolean(),
  family: text,
  quantization: text,
  role_priority: z.record(z.string(), z.number()),
  download_format: text,
  download_location: text,
  download_path: text,
  download_size_bytes: z.number().nullable(),
  download_files: z.array(z.string()),
  download_directory_checksum: text,
  downloaded_at: text,
  last_accessed: text,
});

async function parseAll(path: string): Promise<void> {
  for (const entry of JSON.parse(await readFile(path, "utf8"))) plainDocument.safeParse(entry);
}

async function writeAll(path: string, elements: unknown[]): Promise<void> {
  const file = await open(path, "w");
  await file.writeFile(JSON.stringify(elements, null, 2));
  await file.sync();
  await file.close();
}

type Deed = () => Promise<unknown>;

async function compare(deed: Deed, anchorDeed: Deed): Promise<{ ratio: number; detail: string }> {
  const times: { ours: number[]; anchor: number[] } = { ours: [], anchor: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.anchor.push(await timeOf(anchorDeed));
    times.ours.push(await timeOf(deed));
  }
  const ours = medianOf(times.ours);
  const anchor = medianOf(times.anchor);
  return { ratio: ours / anchor, detail: `${ours.toFixed(1)} ms, anchor ${anchor.toFixed(1)} ms` };
}

async function timeOf(deed: Deed): Promise<number> {
  const start = performance.now();
  await deed();
  return performance.now() - start;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, ratio, bar, detail } of await bench())
    console.log(`${name}: ${ratio.toFixed(2)} (${bar}), ${detail}`);
}
