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
  return {
    ...recorded,
    ...withoutManual(figures, sources),
    field_sources: { ...sources, ...withoutManual(sourcesFound, sources) },
    sources: withWords(wordsOf(recorded.sources), namesFound),
  };
}

/** Hardly any entry has a figure that a person set, and of thousands each is asked. */
function withoutManual(found: object, sources: RawEntry): object {
  const isManual = (field: string) => sources[field] === "manual";
  if (!Object.keys(found).some(isManual)) return found;
  return Object.fromEntries(Object.entries(found).filter(([field]) => !isManual(field)));
}

/** Each word once, whoever said it twice. */
const withWords = (known: string[], found: readonly string[]): string[] =>
  found.every((word) => known.includes(word)) && known.every((word, at) => known.indexOf(word) === at)
    ? known
    : [...new Set([...known, ...found])];

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
    sources: withWords(wordsOf(recorded.sources), ["runtime-log"]),
  };
}
