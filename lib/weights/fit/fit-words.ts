import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { FitClass } from "#cli-bridge/protocol/memory-fit.ts";
import { toByteWords } from "#lib/format.ts";
import type { Placement } from "./place-model.ts";

type Said = {
  placement: Placement;
  neededBytes: number;
  machine: MachineNow;
  layers: number | undefined;
  /** It would fit if no other program held memory. */
  fitsIdle: boolean;
};

/** The verdict in a few words, for a badge. Without a GPU nothing is said of one. */
export function fitWordsOf(fit: { class: FitClass; pool: Placement["pool"] }): string {
  const place = { gpu: "GPU", ram: "RAM", unified: "unified memory" }[fit.pool];
  return {
    "fits-gpu": `Fits ${place}`,
    "fits-tight": `Just fits ${place}`,
    "partial-gpu": "Partly on GPU",
    "fits-ram": "Fits RAM",
    "too-big": "Too big",
  }[fit.class];
}

/** The verdict as a sentence, with both figures. */
export function sentenceOf(said: Said): string {
  const { placement, neededBytes, machine, layers } = said;
  const { class: verdict, pool, availableBytes, gpusUsed, layersOnGpu } = placement;
  const figures = `needs ${toByteWords(neededBytes)} of ${toByteWords(availableBytes)} free`;
  const place = pool === "unified" ? "unified memory" : gpuWordsOf(machine, gpusUsed);
  switch (verdict) {
    case "fits-gpu":
      return `Fits ${place}: ${figures}.`;
    case "fits-tight":
      return `Just fits ${place}: ${figures}.`;
    case "partial-gpu": {
      const share = layersOnGpu === undefined ? "A part" : `About ${layersOnGpu} of ${layers} layers`;
      return `${share} can be on ${place}, the rest in RAM, which is slower: ${figures}.`;
    }
    case "fits-ram":
      return `Fits RAM${machine.gpus.length === 0 && pool === "ram" ? ", there is no GPU" : ""}: ${figures}.`;
    case "too-big":
      return tooBigWordsOf(said);
  }
}

/** What is too big now may fit once other programs give back what they hold. */
function tooBigWordsOf({ placement, neededBytes, machine, fitsIdle }: Said): string {
  const { availableBytes, pool } = placement;
  const places = {
    gpu: placement.splits ? "GPU memory and RAM" : "GPU memory",
    ram: "RAM",
    unified: "unified memory",
  };
  const missing = toByteWords(Math.max(0, neededBytes - availableBytes));
  const short = `Too big: needs ${toByteWords(neededBytes)}, ${missing} more than is free in ${places[pool]}.`;
  if (!fitsIdle) return short;
  const { gpus, memory } = machine;
  const held = [memory, ...gpus].reduce((sum, { totalBytes, freeBytes }) => sum + totalBytes - freeBytes, 0);
  return `${short} Other programs hold ${toByteWords(held)}; without them it would fit.`;
}

/** One GPU is named: it is the one with most memory free. */
function gpuWordsOf({ gpus }: MachineNow, used: number): string {
  if (used > 1) return `${used} GPUs together`;
  const [most] = gpus.toSorted((one, other) => other.freeBytes - one.freeBytes);
  return most?.name ?? "the GPU";
}
