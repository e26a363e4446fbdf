import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { availableParallelism, freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { verifyRegistry } from "#lib/registry/operations/verify-registry.ts";
import { openHashCache } from "#lib/state/hash-cache.ts";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";

const gib = 1024 ** 3;
const filesWanted = 20;
const filesEach = 5;
const rounds = 3;
const threads = availableParallelism();

/** As much of 8 GiB as fits on the disk twice and into memory, so that both sides read from the page cache. */
function bytesWanted(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  const room = Math.min((bavail * bsize) / 2, freemem() * 0.7);
  return Math.min(8 * gib, Math.floor(room / gib) * gib);
}

/** Models of five files each, of bytes that no disk leaves out, and read once. */
function makeModels(folder: string, bytes: number): string[] {
  const block = randomBytes(4 * 1024 * 1024);
  const each = Math.ceil(bytes / filesWanted);
  return Array.from({ length: filesWanted }, (_, index) => {
    const model = join(folder, "weights", `model-${Math.floor(index / filesEach)}`);
    mkdirSync(model, { recursive: true });
    const path = join(model, `part-${index % filesEach}.gguf`);
    const file = openSync(path, "w+");
    for (let done = 0; done < each; done += block.length) {
      block.writeUInt32LE(done / block.length + index * 100_000);
      writeSync(file, block, 0, Math.min(block.length, each - done));
    }
    while (readSync(file, block) > 0);
    closeSync(file);
    return path;
  });
}

function makeRegistry(folder: string): string {
  const dir = join(folder, "registry");
  mkdirSync(dir);
  const entries = Array.from({ length: filesWanted / filesEach }, (_, index) => ({
    name: `model-${index}`,
    backend: "llama.cpp",
    download_path: join(folder, "weights", `model-${index}`),
  }));
  writeFileSync(join(dir, "model_registry.discovered.json"), JSON.stringify(entries));
  return dir;
}

const run = promisify(execFile);

/** One process for each processor, with as many files each. */
async function withOpenssl(paths: readonly string[]): Promise<void> {
  const shares = Array.from({ length: threads }, (_, lane) =>
    paths.filter((_, index) => index % threads === lane),
  );
  await Promise.all(shares.map((share) => run("openssl", ["dgst", "-sha256", ...share])));
}

export async function bench(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "modeldeck-bench-"));
  try {
    const bytes = bytesWanted(folder);
    if (bytes === 0) throw new Error("There is no room for files of 1 GiB.");
    const paths = makeModels(folder, bytes);
    const dir = makeRegistry(folder);
    return await measure({ folder, bytes, paths, dir });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Place = { folder: string; bytes: number; paths: string[]; dir: string };

async function measure({ folder, bytes, paths, dir }: Place): Promise<BenchResult[]> {
  const registry = await loadRegistry(dir);
  const delays: ReturnType<typeof monitorEventLoopDelay>[] = [];
  const times = { ours: [] as number[], openssl: [] as number[] };
  const timed = async (act: () => Promise<unknown>) => {
    const start = performance.now();
    await act();
    return (performance.now() - start) / 1000;
  };
  const full = { full: true } as const;
  for (let round = 0; round < rounds; round += 1) {
    times.openssl.push(await timed(() => withOpenssl(paths)));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    times.ours.push(await timed(() => verifyRegistry(registry, full, { onProgress: () => {} })));
    delay.disable();
    delays.push(delay);
  }
  const cache = openHashCache(join(folder, "hashes.db"));
  const before = { rss: process.resourceUsage().maxRSS / 1024 };
  const [ours, openssl] = [medianOf(times.ours), medianOf(times.openssl)];
  const settledMs = 2_500;
  await new Promise((resolve) => setTimeout(resolve, settledMs));
  await verifyRegistry(registry, full, { cache });
  const again = await timed(() => verifyRegistry(registry, full, { cache }));
  cache.close();
  const worst = (of: (delay: (typeof delays)[number]) => number) => Math.max(...delays.map(of)) / 1e6;
  const size = `${(bytes / gib).toFixed(0)} GiB in ${filesWanted} files`;
  const rate = (seconds: number) => `${(bytes / seconds / 1e6 / threads).toFixed(0)} MB/s`;
  return [
    {
      name: `Full verify of ${size}, warm, against openssl on ${threads} cores`,
      ratio: openssl / ours,
      bar: ">= 0.9",
      detail: `${rate(ours)} against ${rate(openssl)} per core; ${before.rss.toFixed(0)} MB of memory at most`,
    },
    {
      name: "Delay of the event loop during it, p99 in ms, worst round",
      ratio: worst((delay) => delay.percentile(99)),
      bar: "< 15",
      detail: `p50 ${worst((delay) => delay.percentile(50)).toFixed(2)} ms, longest ${worst(({ max }) => max).toFixed(1)} ms`,
    },
    {
      name: "The same again, remembered, in ms",
      ratio: again * 1000,
      bar: "none",
      detail: "no byte is read",
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await tellAll(bench);
