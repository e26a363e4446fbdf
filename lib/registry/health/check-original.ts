import type { Entry } from "../entry.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";

type Reads = (value: unknown) => boolean;

const isTable: Reads = isRecord;
/** A number that JavaScript cannot hold is an object of its own kind. */
const isLongNumber: Reads = (value) =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
/** What Python can go through one by one: a text by its letters, a table by its keys. */
const isSequence: Reads = (value) => typeof value === "string" || Array.isArray(value) || isRecord(value);
const isWhole: Reads = (value) =>
  typeof value === "string"
    ? /^\s*[+-]?\d+\s*$/.test(value)
    : typeof value === "number" || typeof value === "boolean" || isLongNumber(value);

/** What counts as nothing in Python is passed over where the original asks for that. */
const emptyOr =
  (reads: Reads): Reads =>
  (value) =>
    !value || (Array.isArray(value) && value.length === 0) || reads(value);

/** What the original takes at each place, where anything stands. It tolerates no null where it does not say so. */
const places: Readonly<Record<string, Reads>> = {
  backend_config: isTable,
  "backend_config.port": isWhole,
  "backend_config.extra_args": emptyOr(isSequence),
  artifacts: isTable,
  "artifacts.files": isSequence,
  chat_template: isTable,
  version_lock: isTable,
  performance: isTable,
  "performance.rolling_samples": isWhole,
  "performance.last_sample": emptyOr(isTable),
  probes: isTable,
  "probes.vision": emptyOr(isTable),
  metadata: (value) => isRecord(value) || value === "" || (Array.isArray(value) && value.length === 0),
  generation_defaults: emptyOr(isTable),
  model_aliases: isSequence,
  roles: isSequence,
  backend_alternatives: emptyOr(isSequence),
  role_priority: emptyOr(isTable),
  download_files: emptyOr(isSequence),
};

/** The original reads no entry at all while one of them stands that it cannot read. */
export function checkOriginal(entries: readonly Entry[]): HealthFinding[] {
  const items = entries.flatMap(({ name, raw }) => {
    const refused = Object.keys(places).flatMap((place) => wordsFor(raw, place));
    return refused.length === 0 ? [] : [{ name, detail: refused.join(", ") }];
  });
  return findingOf(
    {
      ...{ check: "original-refuses", severity: "error", title: "Entries that the original refuses" },
      says: "It then refuses the whole registry. Correct these keys in the file, or take them out.",
    },
    items,
  );
}

function wordsFor(raw: RawEntry, place: string): string[] {
  const [key = "", inner] = place.split(".");
  const outer = raw[key];
  const value = inner === undefined ? outer : isRecord(outer) ? outer[inner] : undefined;
  return value === undefined || places[place]?.(value) ? [] : [`${place} is ${kindOf(value)}`];
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return isRecord(value) ? "a table" : typeof value === "string" ? "a text" : JSON.stringify(value);
}
