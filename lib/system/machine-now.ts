import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { MachineReading } from "#cli-bridge/protocol/system-answer.ts";
import type { GpuAsking } from "./gpu-reader.ts";
import { makeMachineSampler } from "./machine-sampler.ts";
import { isUnifiedByMake } from "./memory-now.ts";

const freshMs = 3000;

/** Reads the machine's memory; whoever asks again within a few seconds is told the same. It never fails. */
export function makeMachineReader(asking: GpuAsking): () => Promise<MachineNow> {
  const sampler = makeMachineSampler(asking);
  let known: { atMs: number; machine: Promise<MachineNow> } | undefined;
  return () => {
    if (!known || performance.now() - known.atMs > freshMs)
      known = { atMs: performance.now(), machine: sampler.sample().then(machineNowOf) };
    return known.machine;
  };
}

/** What of a look decides whether a model fits. A GPU whose memory is not told has none that could be counted. */
export function machineNowOf({ at, cpu, memory, gpus, notes }: MachineReading): MachineNow {
  const own = gpus.flatMap(({ id, name, totalBytes, freeBytes }) =>
    totalBytes === undefined || freeBytes === undefined ? [] : { id, name, totalBytes, freeBytes },
  );
  const named = gpus.filter(({ sharesMemory, vendor }) => sharesMemory && vendor === "nvidia");
  const shares = isUnifiedByMake() ? [cpu.name] : named.map(({ name }) => name);
  const unified = own.length === 0 && shares.length > 0;
  const { totalBytes, freeBytes } = memory;
  return {
    ...{ at, memory, unified, notes },
    gpus: unified ? shares.map((name) => ({ name, totalBytes, freeBytes })) : own,
  };
}
