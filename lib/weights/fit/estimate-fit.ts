import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { FitEngine, FitEstimate, FitRow, FitShape, KvType } from "#cli-bridge/protocol/memory-fit.ts";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { cacheRowOf } from "./cache-bytes.ts";
import { computeRowOf, engines, overheadRowOf } from "./engine-costs.ts";
import { sentenceOf } from "./fit-words.ts";
import { placeModel } from "./place-model.ts";

export type FitQuestion = {
  weightBytes: number;
  /** What turns pictures or sound into the model's words, where it is loaded beside. */
  projectorBytes?: number | undefined;
  /** Nothing where the architecture is not known; then the weights alone are counted, and that is said. */
  shape: FitShape | undefined;
  /** Tokens of the conversation that are kept. */
  context: number;
  kvType: KvType;
  engine: FitEngine;
};

/** Whether a model fits the memory that is free now, with the arithmetic. Pure, so that a page can price anew. */
export function estimateFit(question: FitQuestion, machine: MachineNow): FitEstimate {
  const { weightBytes, projectorBytes = 0, shape, engine, context } = question;
  const rows: FitRow[] = [{ what: "Weights", bytes: weightBytes, how: "the size of the files" }];
  if (shape !== undefined) rows.push(...layerRowsOf(shape, question));
  const layeredBytes = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const compute = shape && computeRowOf(shape, { context, engine });
  if (compute !== undefined) rows.push(compute);
  if (projectorBytes > 0)
    rows.push({ what: "Projector", bytes: projectorBytes, how: "the size of its file" });
  const body = {
    layeredBytes,
    computeBytes: (compute?.bytes ?? 0) + projectorBytes,
    layers: shape?.layers,
    engine,
  };
  const placement = placeModel(body, machine);
  const gpus = placement.pool === "ram" ? 0 : Math.max(1, placement.gpusUsed);
  rows.push(overheadRowOf(engine, gpus));
  const neededBytes = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const notes = notesOf(question, machine);
  const { splits: _splits, ...placed } = placement;
  const fitsIdle = placement.class === "too-big" && placeModel(body, idleOf(machine)).class !== "too-big";
  return {
    ...placed,
    ...{ neededBytes, rows, notes, engine },
    confidence: shape === undefined ? "low" : shape.assumed.length > 0 ? "medium" : "high",
    says: sentenceOf({ placement, neededBytes, machine, layers: shape?.layers, fitsIdle }),
  };
}

/** The machine as it would be if nothing else ran; the system itself keeps a tenth. */
function idleOf(machine: MachineNow): MachineNow {
  const { memory, gpus } = machine;
  return {
    ...machine,
    memory: { ...memory, freeBytes: Math.max(memory.freeBytes, memory.totalBytes * 0.9) },
    gpus: gpus.map((gpu) => ({ ...gpu, freeBytes: gpu.totalBytes })),
  };
}

function layerRowsOf(shape: FitShape, question: FitQuestion): FitRow[] {
  const cache = cacheRowOf(shape, question);
  const { stateBytes } = shape;
  const state = { what: "State", bytes: stateBytes, how: "what recurrent layers keep, at any context" };
  return [...(cache ? [cache] : []), ...(stateBytes > 0 ? [state] : [])];
}

function notesOf({ shape, context, engine }: FitQuestion, machine: MachineNow): string[] {
  const notes = [...(shape?.assumed ?? []), ...machine.notes];
  const longest = shape?.contextLength;
  if (shape === undefined)
    notes.unshift("The architecture is not known: only the weights and the server are counted.");
  if (longest !== undefined && context > longest) {
    const beyond = `${toNumberWords(context)} are priced here`;
    notes.unshift(`It was made for ${toNumberWords(longest)} tokens at most; ${beyond}.`);
  }
  const { says, shareMax } = engines[engine];
  if (shareMax < 1 && machine.gpus.length > 0)
    notes.push(
      `${says} takes no more than ${Math.round(shareMax * 100)} % of a GPU with its usual settings.`,
    );
  const { limitedBy, totalBytes } = machine.memory;
  if (limitedBy !== undefined)
    notes.push(`Only ${toByteWords(totalBytes)} of RAM may be used (${limitedBy}).`);
  return notes;
}
