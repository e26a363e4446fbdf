import { cpus } from "node:os";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { readKernelGpus } from "./kernel-gpus.ts";
import { isUnifiedByMake, readMemory } from "./memory-now.ts";
import { type AskProgram, type FoundGpus, readNvidiaGpus } from "./nvidia-gpus.ts";

const freshMs = 3000;
/** A driver that hangs leaves a process behind that cannot be ended, so it is not asked again soon. */
const patienceMs = 60_000;

type Reading = { ask: AskProgram; root?: string };

/** Reads the machine's memory; whoever asks again within a few seconds is told the same. It never fails. */
export function makeMachineReader({ ask, root = "/" }: Reading): () => Promise<MachineNow> {
  let known: { atMs: number; machine: Promise<MachineNow> } | undefined;
  let silent: { atMs: number; found: FoundGpus } | undefined;
  const readGpus = async () => {
    if (silent && performance.now() - silent.atMs < patienceMs) return silent.found;
    const found = await readNvidiaGpus(ask);
    if (found.isSilent) silent = { atMs: performance.now(), found };
    return found;
  };
  return () => {
    if (!known || performance.now() - known.atMs > freshMs)
      known = { atMs: performance.now(), machine: readMachine(readGpus, root) };
    return known.machine;
  };
}

async function readMachine(readGpus: () => Promise<FoundGpus>, root: string): Promise<MachineNow> {
  const [memory, nvidia, others] = await Promise.all([readMemory(root), readGpus(), readKernelGpus(root)]);
  const gpus = [...nvidia.gpus, ...others];
  const shares = isUnifiedByMake() ? [cpus()[0]?.model ?? "Apple"] : nvidia.shares;
  const unified = gpus.length === 0 && shares.length > 0;
  const { totalBytes, freeBytes } = memory;
  return {
    at: new Date().toISOString(),
    memory,
    gpus: unified ? shares.map((name) => ({ name, totalBytes, freeBytes })) : gpus,
    unified,
    notes: nvidia.notes,
  };
}
