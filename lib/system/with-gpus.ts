import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";

/** The machine as it is where only these of its GPUs may be used, each by its place or by the begin of its id. */
export function withGpus(machine: MachineNow, said: string | undefined): MachineNow {
  const wanted = (said ?? "").split(",").map((word) => word.trim());
  const isWanted = (word: string, at: number, id = "") =>
    word === String(at) || (word.length > 4 && id.startsWith(word));
  const gpus = machine.gpus.filter(({ id }, at) => wanted.some((word) => isWanted(word, at, id)));
  return gpus.length > 0 ? { ...machine, gpus } : machine;
}
