import type { BackendHistory } from "#cli-bridge/protocol/backend-history.ts";
import { toCountWords, toDurationWords } from "#lib/format.ts";

/** What is known of a model at a server, each the oldest first: what its loads took, and how quickly it wrote. */
export type ModelTimes = { model: string; loadsMs: number[]; speeds: number[] };

const rollingOver = 10;

/** Every model that was ever measured, the one measured last first. */
export function timesOf({ loads, speeds }: BackendHistory): ModelTimes[] {
  const measured = [...loads, ...speeds].toSorted((one, other) => one.at.localeCompare(other.at));
  const times = new Map<string, ModelTimes>();
  for (const one of measured) {
    const { model, loadsMs, speeds } = times.get(one.model) ?? { model: one.model, loadsMs: [], speeds: [] };
    times.delete(model);
    times.set(
      model,
      "durationMs" in one
        ? { model, speeds, loadsMs: [...loadsMs, one.durationMs] }
        : { model, loadsMs, speeds: [...speeds, one.tokensPerSecond] },
    );
  }
  return [...times.values()].toReversed();
}

/** `8 s; 5 loads took 6 s to 20 s`. */
export function loadWords({ loadsMs }: Pick<ModelTimes, "loadsMs">): string | undefined {
  const last = loadsMs.at(-1);
  if (last === undefined) return undefined;
  const span = `${toDurationWords(Math.min(...loadsMs))} to ${toDurationWords(Math.max(...loadsMs))}`;
  const among =
    loadsMs.length === 1 ? "the only load seen" : `${toCountWords(loadsMs.length, "load")} took ${span}`;
  return `${toDurationWords(last)}; ${among}`;
}

/** `42.1 tokens/s; 38.0 to 45.2 of late`: the mean of the latest, since a single answer says little. */
export function speedWords({ speeds }: Pick<ModelTimes, "speeds">): string | undefined {
  const latest = speeds.slice(-rollingOver);
  if (latest.length === 0) return undefined;
  const mean = latest.reduce((sum, each) => sum + each, 0) / latest.length;
  const span = `${Math.min(...latest).toFixed(1)} to ${Math.max(...latest).toFixed(1)}`;
  return `${mean.toFixed(1)} tokens/s; ${latest.length === 1 ? "measured once" : `${span} in the last ${latest.length}`}`;
}
