import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { askProgram } from "#cli-bridge/run/ask-program.ts";
import { followProgram } from "#cli-bridge/run/follow-program.ts";
import { sampleOf } from "#lib/server/system-history.ts";
import { openSamples } from "#lib/state/samples.ts";
import { type MachineSample, makeMachineSampler } from "#lib/system/machine-sampler.ts";
import { makeNvidiaSmi } from "#tests/servers/gpu/make-nvidia-smi.ts";
import { type BenchResult, heldBytes, tellAll } from "./measuring.ts";

/** The bars: what looking every 2 s takes of one core with 2 GPUs, and what a day of it leaves in memory. */
const bars = { percentOfCore: 2, growthMb: 10 };
const paceMs = 2_000;
const looks = 300;
const daySeconds = 86_400;

export async function bench(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  const gpu = { total: 143_771, used: 40_000 };
  const holders = [{ gpu: 0, pid: process.pid, mib: 39_000 }];
  await makeNvidiaSmi(folder, { gpus: [gpu, gpu], holders });
  const env = { PATH: [folder, process.env.PATH].join(delimiter) };
  const sampler = makeMachineSampler({
    ask: (argv, limitMs) => askProgram(argv, { env, limitMs }),
    follow: (argv, following) => followProgram(argv, { env, ...following }),
    roots: async () => [folder],
  });
  try {
    sampler.watch(true);
    // The programs that go on telling are begun with the first look, and need a moment to speak.
    await sampler.sample();
    await new Promise((resolve) => setTimeout(resolve, 2 * paceMs));
    const before = process.cpuUsage();
    for (let look = 0; look < looks; look += 1) await sampler.sample();
    const { user, system } = process.cpuUsage(before);
    const msEach = (user + system) / 1000 / looks;
    const { growthMb, rows } = await growthOfDay(join(folder, "samples.db"), await sampler.sample());
    return [
      {
        name: "looking at the machine every 2 s, 2 GPUs (% of a core)",
        ratio: (msEach / paceMs) * 100,
        bar: `≤ ${bars.percentOfCore}`,
        detail: `${msEach.toFixed(2)} ms each, without what the driver's own program takes`,
      },
      {
        name: "growth over a day of looking (MB)",
        ratio: growthMb,
        bar: `≤ ${bars.growthMb}`,
        detail: `${rows} rows in memory after ${daySeconds / 2} looks`,
      },
    ];
  } finally {
    sampler.watch(false);
    await rm(folder, { recursive: true, force: true });
  }
}

async function growthOfDay(path: string, sample: MachineSample) {
  let now = Date.now() / 1000;
  const samples = openSamples(path, () => now);
  const measure = (seconds: number) => {
    for (const until = now + seconds; now < until; now += 2) samples.add(sampleOf(sample));
  };
  measure(daySeconds / 24);
  const before = heldBytes();
  measure((daySeconds * 23) / 24);
  const growthMb = (heldBytes() - before) / 1e6;
  const rows = [2, 30, 300].reduce((sum, step) => sum + samples.columns(now - daySeconds, step).at.length, 0);
  samples.close();
  return { growthMb, rows };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await tellAll(bench);
