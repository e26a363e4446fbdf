import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readGgufFile } from "#lib/weights/gguf-header.ts";
import { scanFolders } from "#lib/weights/scan-folders.ts";
import { GgufWriter, makeGguf } from "../tests/support/make-gguf.ts";
import { type BenchResult, medianOf } from "./measuring.ts";

const rounds = 9;

/** Times both by turns, so that a busy machine slows both alike, and compares the medians. */
async function compare(
  ours: () => unknown,
  control: () => unknown,
): Promise<{ ours: number; control: number }> {
  const times: { ours: number[]; control: number[] } = { ours: [], control: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const [side, run] of [
      ["control", control],
      ["ours", ours],
    ] as const) {
      const start = performance.now();
      await run();
      if (round > 0) times[side].push(performance.now() - start);
    }
  }
  return { ours: medianOf(times.ours), control: medianOf(times.control) };
}

/** A header such as Qwen's: 151,936 tokens, as many merges, types and scores. */
async function headerBench(folder: string): Promise<BenchResult> {
  const writer = new GgufWriter();
  const count = 151_936;
  const path = join(folder, "header.gguf");
  const tensors = Array.from({ length: 339 }, (_, index) => ({
    name: `blk.${index}.w`,
    dims: [256, 1],
    type: 12,
  }));
  const keys = [
    writer.string("general.architecture", "qwen2"),
    writer.strings(
      "tokenizer.ggml.tokens",
      Array.from({ length: count }, (_, index) => `token${index}`),
    ),
    writer.strings(
      "tokenizer.ggml.merges",
      Array.from({ length: count }, (_, index) => `a${index} b`),
    ),
    writer.numbers(
      "tokenizer.ggml.token_type",
      Array.from({ length: count }, () => 1),
    ),
  ];
  writeFileSync(path, makeGguf({ keys, tensors }));
  const { ours, control } = await compare(
    () => readGgufFile(path),
    () => readThrough(path),
  );
  const memory = (await memoryOf(path)).toFixed(1);
  return {
    name: "GGUF header with 151,936 tokens, against reading its bytes",
    ratio: ours / control,
    bar: "<= 10, and <= 16 MB of memory",
    detail: `${ours.toFixed(2)} ms against ${control.toFixed(2)} ms; ${memory} MB of memory in a fresh process`,
  };
}

/** The file from the page cache, in the same pieces of 1 MiB. */
function readThrough(path: string): void {
  const file = openSync(path, "r");
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  while (readSync(file, buffer) > 0);
  closeSync(file);
}

/** What reading the header adds to the peak of a process that has the reader loaded. */
async function memoryOf(path: string): Promise<number> {
  const reader = fileURLToPath(new URL("../lib/weights/gguf-header.ts", import.meta.url));
  const code = `const { readGgufFile } = await import(${JSON.stringify(reader)});
    const before = process.resourceUsage().maxRSS;
    await readGgufFile(${JSON.stringify(path)});
    console.log((process.resourceUsage().maxRSS - before) / 1024);`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" }));
}

/** A thousand repositories of a hundred files, ten of them weights. Both list all files and stat the weights. */
async function scanBench(folder: string): Promise<BenchResult> {
  const base = join(folder, "models");
  for (let index = 0; index < 1000; index += 1) {
    const repo = join(base, `owner${index % 50}`, `repo${index}`);
    mkdirSync(repo, { recursive: true });
    for (let file = 0; file < 100; file += 1) {
      writeFileSync(join(repo, file < 10 ? `model-${file}.safetensors` : `file-${file}.json`), "");
    }
  }
  const find = [
    "-name",
    "*.safetensors",
    "-type",
    "f",
    "-printf",
    "%s %D %i %p\\n",
    "-o",
    "-type",
    "f",
    "-print",
  ];
  let first = 0;
  const { ours, control } = await compare(
    async () => {
      const start = performance.now();
      let files = 0;
      for await (const finding of scanFolders([base])) {
        if (files === 0) first = performance.now() - start;
        if (finding.kind === "candidate") files += finding.files;
      }
      if (files !== 100_000) throw new Error(`The scan saw ${files} files.`);
    },
    () => execFileSync("find", [base, ...find], { maxBuffer: 64 * 1024 * 1024 }),
  );
  return {
    name: "Scan of 100,000 files in 1,000 folders, against find with the same stats",
    ratio: control / ours,
    bar: ">= 0.8",
    detail: `${ours.toFixed(0)} ms against ${control.toFixed(0)} ms; first result after ${first.toFixed(1)} ms`,
  };
}

export async function bench(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "modeldeck-bench-"));
  try {
    return [await headerBench(folder), await scanBench(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, ratio, bar, detail } of await bench()) {
    console.log(`${name}: ${ratio.toFixed(2)} (bar ${bar}); ${detail}`);
  }
}
