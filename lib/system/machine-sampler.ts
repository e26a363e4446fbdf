import type { MachineReading } from "#cli-bridge/protocol/system-answer.ts";
import type { GpuHolder } from "./gpu-holders.ts";
import { type GpuAsking, makeGpuReader } from "./gpu-reader.ts";
import { readMemory } from "./memory-now.ts";
import { makeCpuReader } from "./read-cpu.ts";
import { makeDiskReader } from "./read-disks.ts";
import { makeNetworkReader } from "./read-network.ts";

export type MachineSample = MachineReading & { holders: GpuHolder[] };

export type MachineSampler = ReturnType<typeof makeMachineSampler>;

type Sampling = GpuAsking & { roots?: () => Promise<readonly string[]>; now?: () => Date };

/** Looks at the machine. Whoever asks while a look goes on is told the same, and it never fails. */
export function makeMachineSampler({ roots = async () => [], now = () => new Date(), ...asking }: Sampling) {
  const { root = "/" } = asking;
  const readCpu = makeCpuReader(root);
  const readNetwork = makeNetworkReader(root);
  const readDisks = makeDiskReader(roots);
  const gpuReader = makeGpuReader(asking);
  let isWatched = false;
  let looking: Promise<MachineSample> | undefined;

  const look = async (): Promise<MachineSample> => {
    const [cpu, { memory, swap }, network, disks, { gpus, holders, notes }] = await Promise.all([
      readCpu(),
      readMemory(root),
      readNetwork(),
      readDisks(),
      gpuReader.read(),
    ]);
    if (isWatched) gpuReader.watch(true, gpus);
    const at = now().toISOString();
    return { at, cpu, memory, swap, disks, ...(network && { network }), gpus, holders, notes };
  };
  return {
    sample: (): Promise<MachineSample> => {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    /** Whether there will be many looks from now on, or few. */
    watch: (on: boolean): void => {
      isWatched = on;
      if (!on) gpuReader.watch(false, []);
    },
  };
}
