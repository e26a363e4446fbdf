import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";

const run = promisify(execFile);
const mebibyte = 1024 * 1024;
const largeBytes = 2048 * mebibyte;
const smallBytes = 20_000;
const smallFiles = 2_000;
/** One round differs from the next by a quarter, which the bars do not leave. */
const rounds = 15;
const ariaEvery = 3;

const hasProgram = (name: string) =>
  run(name, ["--version"]).then(
    () => true,
    () => false,
  );

type Told = { ms: number; rssMb: number; cpuMs: number };

/** A memory disk, where there is one: what is measured is the program, not the disk. */
const memoryDisk = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export async function bench(): Promise<BenchResult[]> {
  if (!(await hasProgram("curl"))) return [];
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL("file-server.ts", import.meta.url)), String(largeBytes), String(smallBytes)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const folder = mkdtempSync(join(memoryDisk, "modeldeck-bench-"));
  try {
    const [port] = (await once(server.stdout, "data")) as [Buffer];
    const url = `http://127.0.0.1:${String(port).trim()}`;
    const withAria = await hasProgram("aria2c");
    return [
      ...(await benchLarge(url, folder, withAria)),
      ...(withAria ? [await benchSmall(url, folder)] : []),
    ];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
    if (bundle) rmSync(dirname(bundle), { recursive: true, force: true });
  }
}

async function benchLarge(url: string, folder: string, withAria: boolean): Promise<BenchResult[]> {
  const target = join(folder, "large");
  const sha256 = await sha256Of(`${url}/large`);
  const [curl, aria, own]: [number[], number[], Told[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    curl.push(await timed(folder, () => run("curl", ["-s", "-o", target, `${url}/large`])));
    own.push(await fetchOwn({ urls: [`${url}/large`], folder, bytes: largeBytes, sha256 }));
    if (!withAria || round % ariaEvery > 0) continue;
    const pieces = ["-q", "-x16", "-s16", "-k1M", "--file-allocation=none", "--allow-overwrite=true"];
    const fetchAndHash = async () => {
      await run("aria2c", [...pieces, "-d", folder, "-o", "large", `${url}/large`]);
      await run("openssl", ["dgst", "-sha256", target]);
    };
    aria.push(await timed(folder, fetchAndHash));
  }
  const ms = medianOf(own.map((told) => told.ms));
  const speed = (time: number) => `${Math.round(largeBytes / 1000 / time)} MB/s`;
  const cpu = medianOf(own.map(({ cpuMs }) => cpuMs)) / (largeBytes / 1e9) / 1000;
  const against = (name: string, others: number[], bar: string): BenchResult => {
    const other = medianOf(others);
    const detail = `${speed(ms)}, ${cpu.toFixed(1)} s of processor per GB, beside ${speed(other)}`;
    return { name: `2 GiB fetched and verified, against ${name}`, ratio: other / ms, bar, detail };
  };
  const rss = Math.max(...own.map(({ rssMb }) => rssMb));
  return [
    against("curl -o without verifying", curl, ">= 0.6"),
    ...(withAria ? [against("aria2c -x16 and openssl dgst", aria, ">= 0.9")] : []),
    { name: "... memory of the process in MB", ratio: rss, bar: "<= 150", detail: "at most, Node and all" },
  ];
}

async function benchSmall(url: string, folder: string): Promise<BenchResult> {
  const urls = Array.from({ length: smallFiles }, (_, index) => `${url}/small/${index}`);
  const sha256 = await sha256Of(`${url}/small/0`);
  const list = join(folder, "..", `modeldeck-bench-list-${process.pid}`);
  writeFileSync(list, urls.join("\n"));
  const [aria, own]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    aria.push(await timed(folder, () => run("aria2c", ["-q", "-j16", "-i", list, "-d", folder])));
    own.push((await fetchOwn({ urls, folder, bytes: smallBytes, sha256 })).ms);
  }
  rmSync(list);
  const [ours, theirs] = [medianOf(own), medianOf(aria)];
  const detail = `${Math.round(ours)} ms, each verified, beside ${Math.round(theirs)} ms`;
  return { name: "2,000 files of 20 KB, against aria2c -j16", ratio: theirs / ours, bar: ">= 1.5", detail };
}

async function timed(folder: string, act: () => Promise<unknown>): Promise<number> {
  empty(folder);
  const begunAt = performance.now();
  await act();
  return performance.now() - begunAt;
}

let bundle: string | undefined;

/** The program as it is shipped: Node alone takes 30 MB of memory to leave the types out of a source. */
async function bundled(): Promise<string> {
  if (bundle) return bundle;
  bundle = join(mkdtempSync(join(tmpdir(), "modeldeck-bench-")), "fetching.mjs");
  const made = await rolldown({
    input: fileURLToPath(new URL("fetching.ts", import.meta.url)),
    platform: "node",
    logLevel: "silent",
  });
  await made.write({ file: bundle, format: "esm" });
  await made.close();
  return bundle;
}

/** Timed by itself, as a bundled program has hardly any start to be timed. */
async function fetchOwn(order: {
  urls: string[];
  folder: string;
  bytes: number;
  sha256: string;
}): Promise<Told> {
  empty(order.folder);
  const program = await bundled();
  const path = join(order.folder, "..", `modeldeck-bench-order-${process.pid}.json`);
  writeFileSync(path, JSON.stringify(order));
  const { stdout } = await run(process.execPath, [program, path]);
  rmSync(path);
  return JSON.parse(stdout) as Told;
}

function empty(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

async function sha256Of(url: string): Promise<string> {
  const hash = createHash("sha256");
  const { body } = await fetch(url);
  for await (const chunk of body ?? []) hash.update(chunk);
  return hash.digest("hex");
}

if (import.meta.main) await tellAll(bench);
