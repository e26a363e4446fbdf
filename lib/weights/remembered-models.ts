import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { detectModel } from "./detect-model.ts";
import type { DetectedModel } from "./detected-model.ts";
import { type LookedAhead, lookAhead, type RowsAhead } from "./look-ahead.ts";
import { isWholeModel, partsOf, wholeIn } from "./model-sight.ts";
import { type ModelStamp, stampOfModel } from "./model-stamp.ts";
import { openStamps } from "./stamp-reader.ts";

/** Keeps what was found out of the model at a path. Losing it costs time only. */
export type ModelMemory = {
  get(path: string): string | undefined;
  set(path: string, text: string): void;
  /** Where so much is remembered that it is worth looking at all of it ahead. */
  ahead?: RowsAhead | undefined;
};

export type DetectModel = (path: string) => Promise<DetectedModel>;

type Remembered = { detector: string; stamp: ModelStamp; model: string };

const turnMs = 8;
const charactersMax = 256 * 1024;

/** Begins to look at whatever is remembered, where that is much. */
export function lookedAheadOf({ ahead }: ModelMemory): LookedAhead | undefined {
  return ahead && lookAhead(ahead, detectorMark());
}

/** Detects models as `detectModel` does, and reads none again of which nothing has changed. */
export function rememberingModels(memory: ModelMemory): DetectModel {
  const readStamp = openStamps();
  let turnEnds = performance.now() + turnMs;
  return async (path) => {
    if (performance.now() > turnEnds) {
      await turn();
      turnEnds = performance.now() + turnMs;
    }
    const detector = detectorMark();
    const known = rememberedIn(memory.get(path));
    const isSame = known?.detector === detector && readStamp(path, known.stamp) !== "other";
    const remembered = isSame ? wholeIn(known.model, path) : undefined;
    if (remembered) return remembered;
    const stamp = stampOfModel(path);
    const model = await detectModel(path);
    const text = stamp && textOf({ detector, stamp }, model, path);
    if (text !== undefined) memory.set(path, text);
    return model;
  };
}

/**
 * What another version of this program found out is not what this one would. A built program lies in chunks that are
 * named after what is in them, so the one with this in it tells of all that it asks for.
 */
function detectorMark(): string {
  mark ??= markOfSources();
  return mark;
}

let mark: string | undefined;

function markOfSources(): string {
  const { dirname, filename } = import.meta;
  const isSource = filename.endsWith(".ts");
  const hash = createHash("sha256");
  for (const path of isSource ? sourcesIn(dirname) : [filename]) hash.update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

/** The folders in it ask no model what it is. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name))
    .sort();

/** A line that tells whether the rest still holds, and the lines of the model. */
function rememberedIn(text = ""): Remembered | undefined {
  const seam = text.indexOf("\n");
  try {
    const head = JSON.parse(text.slice(0, seam)) as Omit<Remembered, "model">;
    return { ...head, model: text.slice(seam + 1) };
  } catch {
    return undefined;
  }
}

/** What could not be read may be readable tomorrow without having changed, so that is not remembered. */
const isPassing = (warning: string) => /cannot be read|\bE[A-Z]{3,}\b/.test(warning);

/** What is to be remembered as JSON, where JSON can say it. */
function textOf(head: Omit<Remembered, "model">, model: DetectedModel, path: string): string | undefined {
  if (model.warnings.some(isPassing)) return undefined;
  let isSaid = true;
  const keep = (_key: string, value: unknown) => {
    const isOdd = typeof value === "number" ? !Number.isFinite(value) : typeof value === "bigint";
    if (isOdd) isSaid = false;
    return isOdd ? null : value;
  };
  const told = { ...head, ...(isWholeModel(model, path) && { isWhole: true }) };
  const text = [told, ...partsOf(model, path)].map((part) => JSON.stringify(part, keep)).join("\n");
  return isSaid && text.length <= charactersMax ? text : undefined;
}
