import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { detectModel } from "./detect-model.ts";
import type { DetectedModel } from "./detected-model.ts";
import { stampOfModel } from "./model-stamp.ts";

/** Keeps what was found out of a path for as long as it bears this stamp. Losing it costs time only. */
export type ModelMemory = {
  get(place: string, stamp: string): string | undefined;
  set(place: string, stamp: string, model: string): void;
};

export type DetectModel = (path: string) => Promise<DetectedModel>;

const turnMs = 8;
const charactersMax = 256 * 1024;

/** Detects models as `detectModel` does, and reads none again of which nothing has changed. */
export function rememberingModels(memory: ModelMemory): DetectModel {
  let turnEnds = performance.now() + turnMs;
  let detector: string | undefined;
  return async (path) => {
    if (performance.now() > turnEnds) {
      await turn();
      turnEnds = performance.now() + turnMs;
    }
    detector ??= detectorMark();
    const seen = stampOfModel(path);
    if (seen === undefined) return detectModel(path);
    const stamp = `${detector} ${seen}`;
    const known = modelOf(memory.get(path, stamp));
    if (known !== undefined) return known;
    const model = await detectModel(path);
    const text = textOf(model);
    if (text !== undefined) memory.set(path, stamp, text);
    return model;
  };
}

/** What another version of this program found out is not what this one would. */
function detectorMark(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(import.meta.dirname).toSorted())
    hash.update(name).update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest("base64").slice(0, 12);
}

function modelOf(text: string | undefined): DetectedModel | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as DetectedModel);
  } catch {
    return undefined;
  }
}

/** What could not be read may be readable tomorrow without having changed, so that is not remembered. */
const isPassing = (warning: string) => /cannot be read|\bE[A-Z]{3,}\b/.test(warning);

/** The model as JSON, where JSON can say it. */
function textOf(model: DetectedModel): string | undefined {
  if (model.warnings.some(isPassing)) return undefined;
  let isWhole = true;
  const text = JSON.stringify(model, (_key, value: unknown) => {
    const isOdd = typeof value === "number" ? !Number.isFinite(value) : typeof value === "bigint";
    if (isOdd) isWhole = false;
    return isOdd ? null : value;
  });
  return isWhole && text.length <= charactersMax ? text : undefined;
}
