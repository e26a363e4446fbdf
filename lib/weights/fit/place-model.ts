import type { GpuNow, MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { FitClass, FitEngine, FitEstimate } from "#cli-bridge/protocol/memory-fit.ts";
import { engines } from "./engine-costs.ts";

/** Above this share of what is free, a thing fits only just. */
const easyShare = 0.9;
/** macOS lets the GPU have about three quarters of the memory. */
const unifiedShare = 0.75;

type Body = {
  /** Weights and cache, which can be split by layers. */
  layeredBytes: number;
  /** What has to be there wherever a part of the model is computed. */
  computeBytes: number;
  layers: number | undefined;
  engine: FitEngine;
};

export type Placement = Pick<FitEstimate, "pool" | "availableBytes" | "gpusUsed" | "layersOnGpu"> & {
  class: FitClass;
  /** What the GPUs cannot hold may stay in RAM. */
  splits: boolean;
};

/** Where the model would go, with what is free now: on as few GPUs as can hold it, else split, else in RAM. */
export function placeModel(body: Body, machine: MachineNow): Placement {
  return { ...placeIn(body, machine), splits: engines[body.engine].splits };
}

type Placed = Omit<Placement, "splits">;

function placeIn(body: Body, machine: MachineNow): Placed {
  if (machine.unified) return placeUnified(body, machine);
  const { engine } = body;
  const gpus = machine.gpus.toSorted((one, other) => usableOf(other, engine) - usableOf(one, engine));
  const counts = gpus.map((_, index) => index + 1);
  const onGpus = (share: number) =>
    counts.find((count) => neededOn(body, count) <= share * togetherOf(gpus.slice(0, count), engine));
  const easy = onGpus(easyShare);
  const used = easy ?? onGpus(1);
  if (used !== undefined) {
    const availableBytes = togetherOf(gpus.slice(0, used), engine);
    return {
      class: easy === undefined ? "fits-tight" : "fits-gpu",
      pool: "gpu",
      availableBytes,
      gpusUsed: used,
    };
  }
  return placeBeside(body, machine, gpus);
}

/** What does not fit the GPUs: split between them and RAM, in RAM alone, or nowhere. */
function placeBeside(body: Body, machine: MachineNow, gpus: readonly GpuNow[]): Placed {
  const { engine } = body;
  const ram = machine.memory.freeBytes;
  const gpuBytes = togetherOf(gpus, engine);
  const inRam = neededOn(body, 0);
  if (!engines[engine].splits) {
    // Servers that compute on GPUs can at least be tried in RAM on a machine that has none.
    const pool = gpus.length === 0 || engines[engine].runsInRam ? "ram" : "gpu";
    const fits = pool === "ram" && inRam <= ram;
    return {
      class: fits ? "fits-ram" : "too-big",
      pool,
      availableBytes: pool === "ram" ? ram : gpuBytes,
      gpusUsed: 0,
    };
  }
  const count = gpus.length;
  const room = gpuBytes * easyShare - (neededOn(body, count) - body.layeredBytes);
  const layers = body.layers ?? 0;
  const layersOnGpu = Math.floor((room / body.layeredBytes) * layers);
  const left = body.layeredBytes - Math.max(0, room) + body.computeBytes;
  if (count > 0 && room > 0 && (layers === 0 || layersOnGpu > 0) && left <= ram) {
    const placed = {
      class: "partial-gpu",
      pool: "gpu",
      availableBytes: gpuBytes + ram,
      gpusUsed: count,
    } as const;
    return layers === 0 ? placed : { ...placed, layersOnGpu };
  }
  if (inRam <= ram) return { class: "fits-ram", pool: "ram", availableBytes: ram, gpusUsed: 0 };
  return { class: "too-big", pool: count > 0 ? "gpu" : "ram", availableBytes: gpuBytes + ram, gpusUsed: 0 };
}

function placeUnified(body: Body, { memory }: MachineNow): Placed {
  const availableBytes = Math.min(memory.freeBytes, memory.totalBytes * unifiedShare);
  const needed = neededOn(body, 1);
  const placed = { pool: "unified", availableBytes, gpusUsed: 1 } as const;
  if (needed <= availableBytes * easyShare) return { class: "fits-gpu", ...placed };
  if (needed <= availableBytes) return { class: "fits-tight", ...placed };
  const inRam = neededOn(body, 0) <= memory.freeBytes;
  return {
    ...{ class: inRam ? "fits-ram" : "too-big", pool: "unified" },
    ...{ availableBytes: memory.freeBytes, gpusUsed: 0 },
  };
}

function neededOn({ layeredBytes, computeBytes, engine }: Body, gpus: number): number {
  const { perGpuBytes, onRamBytes } = engines[engine];
  return layeredBytes + computeBytes + (gpus === 0 ? onRamBytes : gpus * perGpuBytes);
}

function usableOf({ freeBytes, totalBytes }: GpuNow, engine: FitEngine): number {
  return Math.min(freeBytes, totalBytes * engines[engine].shareMax);
}

/** What splits layer by layer uses each GPU to its end; tensor parallel servers give each the same share. */
function togetherOf(gpus: readonly GpuNow[], engine: FitEngine): number {
  const usable = gpus.map((gpu) => usableOf(gpu, engine));
  if (usable.length === 0) return 0;
  if (engines[engine].splits) return usable.reduce((sum, bytes) => sum + bytes, 0);
  return usable.length * Math.min(...usable);
}
