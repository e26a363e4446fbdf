import type { GpuNow, MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { FitClass } from "#cli-bridge/protocol/memory-fit.ts";
import { estimateFit, type FitQuestion } from "./estimate-fit.ts";

/** A model in memory now; what it holds beyond the GPUs is in RAM. */
export type HeldModel = { id: string; bytes?: number | undefined; gpuBytes?: number | undefined };

type BeforeLoad = { model: FitQuestion; loaded: readonly HeldModel[]; machine: MachineNow };

export type FitBeforeLoad = {
  class: FitClass;
  needs: number;
  free: number;
  /** The fewest that have to go for it to fit better, and how it fits then. Absent where nothing has to go, or it would not help. */
  unload?: { ids: string[]; class: FitClass };
};

/** With more in memory than this, sets are not tried one by one. */
const triedMax = 12;
const onGpu: readonly FitClass[] = ["fits-gpu", "fits-tight"];
const anywhere: readonly FitClass[] = [...onGpu, "partial-gpu", "fits-ram"];

/** Whether a model fits beside what is loaded, and if not, what would have to go: wholly onto GPUs where there are any. */
export function fitBeforeLoad({ model, loaded, machine }: BeforeLoad): FitBeforeLoad {
  const now = estimateFit(model, machine);
  const told = { class: now.class, needs: now.neededBytes, free: now.availableBytes };
  const goals = [...(machine.gpus.length > 0 ? [onGpu] : []), anywhere];
  for (const goal of goals) {
    if (goal.includes(now.class)) return told;
    const ids = fewestThat(loaded, (held) => goal.includes(classAfter(model, machine, held)));
    if (ids)
      return { ...told, unload: { ids: ids.map(({ id }) => id), class: classAfter(model, machine, ids) } };
  }
  return told;
}

const classAfter = (model: FitQuestion, machine: MachineNow, gone: readonly HeldModel[]): FitClass =>
  estimateFit(model, without(machine, gone)).class;

const bytesOf = ({ bytes = 0, gpuBytes = 0 }: HeldModel) => Math.max(bytes, gpuBytes);

/** The fewest, and of those the smallest, that make it so; the largest first where there are too many sets to try. */
function fewestThat(
  loaded: readonly HeldModel[],
  isEnough: (held: readonly HeldModel[]) => boolean,
): HeldModel[] | undefined {
  const held = loaded.filter((each) => bytesOf(each) > 0);
  if (!isEnough(held)) return undefined;
  if (held.length > triedMax) return largestThat(held, isEnough);
  const sets = Array.from({ length: 2 ** held.length }, (_, bits) =>
    held.filter((_, at) => (bits >> at) & 1),
  );
  const sizeOf = (set: readonly HeldModel[]) => set.reduce((sum, each) => sum + bytesOf(each), 0);
  return sets
    .toSorted((one, other) => one.length - other.length || sizeOf(one) - sizeOf(other))
    .find((set) => set.length > 0 && isEnough(set));
}

function largestThat(held: readonly HeldModel[], isEnough: (held: readonly HeldModel[]) => boolean) {
  const bySize = held.toSorted((one, other) => bytesOf(other) - bytesOf(one));
  const count = bySize.findIndex((_, at) => isEnough(bySize.slice(0, at + 1)));
  return bySize.slice(0, count + 1);
}

/** Which GPU a model lies on is not told, so what it gives back is spread by what is in use. */
function without(machine: MachineNow, gone: readonly HeldModel[]): MachineNow {
  const all = gone.reduce((sum, each) => sum + bytesOf(each), 0);
  const onGpus =
    machine.unified || machine.gpus.length === 0
      ? 0
      : gone.reduce((sum, { gpuBytes = 0 }) => sum + gpuBytes, 0);
  const usedOf = ({ totalBytes, freeBytes }: GpuNow) => Math.max(0, totalBytes - freeBytes);
  const used = machine.gpus.reduce((sum, gpu) => sum + usedOf(gpu), 0);
  const { memory } = machine;
  const freed = (gpu: GpuNow) => (used === 0 ? 0 : (Math.min(onGpus, used) * usedOf(gpu)) / used);
  return {
    ...machine,
    memory: { ...memory, freeBytes: Math.min(memory.totalBytes, memory.freeBytes + all - onGpus) },
    gpus: machine.gpus.map((gpu) => ({ ...gpu, freeBytes: gpu.freeBytes + freed(gpu) })),
  };
}
