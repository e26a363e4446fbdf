import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildProgram } from "../scripts/build-cli.mjs";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";

const rounds = 21;
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const program = fileURLToPath(new URL("../bin/modeldeck.mjs", import.meta.url));

/** A registry of a hundred entries, each as a scan would write it. */
function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), "modeldeck-bench-"));
  const entries = Array.from({ length: 100 }, (_, at) => ({
    name: `model-${at}_(Q4_K_M)`,
    display_name: `model-${at} (Q4_K_M)`,
    backend: "vllm",
    backend_config: { port: 24001, model_path: `/srv/models/owner/model-${at}`, extra_args: [] },
    capabilities: { text: true, vision: false, tools: true },
    artifacts: { aggregate_sha256: "", files: [] },
    chat_template: { source: "embedded", path: null, sha256: null },
    version_lock: { locked: false, expected_aggregate_sha256: null, last_verified: null },
    metadata: { created_from_download: true },
    quantization: "q4_k_m",
    download_format: "gguf",
    download_location: "linux_wsl",
    download_path: `/srv/models/owner/model-${at}`,
    download_size_bytes: 4_000_000_000,
    download_files: ["model.gguf"],
  }));
  mkdirSync(join(home, "registry"));
  writeFileSync(join(home, "registry", "model_registry.discovered.json"), JSON.stringify(entries));
  return home;
}

function timeOf(words: readonly string[], home: string): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, words, {
    env: { ...process.env, MODELDECK_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}.`);
  return performance.now() - start;
}

/** The bundled program against a Node that does nothing, by turns, so that a busy machine slows all alike. */
export async function bench(): Promise<BenchResult[]> {
  await buildProgram(dist);
  const home = makeHome();
  const bare = ["-e", "0"];
  const cases = [
    { name: "CLI: --version", words: ["--version"], bar: "<= 1.5" },
    { name: "CLI: --help", words: ["--help"], bar: "<= 1.5" },
    { name: "CLI: list of 100 entries", words: ["list"], bar: "<= 2.5" },
  ];
  const control: number[] = [];
  const times = new Map(cases.map(({ name }) => [name, [] as number[]]));
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const nothing = timeOf(bare, home);
      if (round > 0) control.push(nothing);
      for (const { name, words } of cases) {
        const taken = timeOf([program, ...words], home);
        // The first round fills the compile cache.
        if (round > 0) times.get(name)?.push(taken);
      }
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const nothing = medianOf(control);
  return cases.map(({ name, bar }) => {
    const taken = medianOf(times.get(name) ?? []);
    const detail = `${taken.toFixed(1)} ms against ${nothing.toFixed(1)} ms of a bare node`;
    return { name, ratio: taken / nothing, bar, detail };
  });
}

if (import.meta.main) await tellAll(bench);
