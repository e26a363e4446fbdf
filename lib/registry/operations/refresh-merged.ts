import type { Architecture } from "#lib/weights/detected-model.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import type { LoadEvent } from "./refresh-metrics.ts";

const tableOf = (value: unknown): RawEntry => (isRecord(value) ? value : {});
const wordsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

/** The recorded figures with what the files say now. What a person set, and what files do not tell, stays. */
export function withFigures(recorded: RawEntry, found: Architecture): RawEntry {
  const { field_sources: sourcesFound = {}, sources: namesFound = [], ...figures } = found;
  if (Object.keys(figures).length === 0) return recorded;
  const sources = tableOf(recorded.field_sources);
  const isOurs = ([field]: [string, unknown]) => sources[field] !== "manual";
  return {
    ...recorded,
    ...Object.fromEntries(Object.entries(figures).filter(isOurs)),
    field_sources: { ...sources, ...Object.fromEntries(Object.entries(sourcesFound).filter(isOurs)) },
    sources: [...new Set([...wordsOf(recorded.sources), ...namesFound])],
  };
}

/** The recorded figures with what a server said when it had loaded the model, key for key as the original writes it. */
export function withLoad(recorded: RawEntry, { at, payload }: LoadEvent): RawEntry {
  const source = typeof payload.source === "string" ? payload.source : "runtime-log";
  return {
    ...recorded,
    runtime: {
      ...tableOf(recorded.runtime),
      ...tableOf(payload.metrics),
      ...("extra_args" in payload && { extra_args_snapshot: payload.extra_args }),
      observed_at: at,
      source,
    },
    sources: [...new Set([...wordsOf(recorded.sources), "runtime-log"])],
  };
}
