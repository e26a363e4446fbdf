import type { Entry } from "../entry.ts";
import { localPathOf } from "../entry-place.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { spelledPath } from "../spelled-path.ts";
import { isTestName, leftOutAsTest } from "../test-name.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { ScanFound } from "./find-models.ts";
import { type Assigned, newEntryOf, refreshedFieldsOf } from "./found-entry.ts";
import type { FoundModel } from "./found-model.ts";
import type { Finding, Operation } from "./maintain.ts";
import { differing } from "./rebuild-parts.ts";
import { displayNameOf, familyOf, freeName, nameOfDisplay, withSuffix } from "./simple-name.ts";

export type ScanWanted = Assigned & {
  updateExisting: boolean;
  includeTesting: boolean;
  /** What is known of a model besides its own bytes, as fields of its entry. */
  learn?: (found: FoundModel, raw: RawEntry) => RawEntry;
  /** The same word for every path at which one model may lie in its time. */
  keyOf?: (path: string) => string;
};

export type ScanTally = { added: number; refreshed: number; known: number; skipped: string[] };

/** What the registry learns from what was found. */
export function scanRegistry(
  found: ScanFound,
  wanted: ScanWanted,
  onTally?: (tally: ScanTally) => void,
): Operation {
  return ({ entries }) => {
    const tally: ScanTally = { added: 0, refreshed: 0, known: 0, skipped: [] };
    const { keyOf = (path: string) => path } = wanted;
    const byPath = pathsOf(entries, keyOf);
    const named = new Set<string>();
    const taken = new Map(entries.map(({ name, backend }) => [name, backend]));
    const findings: Finding[] = [];
    const tests: string[] = [];
    for (const model of found.models) {
      const known = byPath.get(keyOf(model.path));
      if (known && named.has(known.name)) continue;
      if (known) named.add(known.name);
      const finding = known ? refreshed(known, model, wanted) : added(model, wanted, taken);
      if (typeof finding === "object") findings.push(finding);
      if (typeof finding === "string") {
        tally.skipped.push(finding);
        tests.push(leftOutAsTest(model.path));
      } else if (finding === undefined) tally.known += 1;
      else tally[known ? "refreshed" : "added"] += 1;
    }
    onTally?.(tally);
    const warnings = [
      ...tests,
      ...found.issues.map(({ path, message }) => `${path}: ${message}`),
      ...found.models.flatMap(({ path, warnings: each }) => each.map((warning) => `${path}: ${warning}`)),
    ];
    return {
      findings,
      state: JSON.stringify(found.models.map(({ path, checksum, bytes }) => [path, checksum, bytes])),
      warnings: fewWarnings(warnings),
    };
  };
}

/** When models came in, and when they were last looked at; no part of a plan, which it would change every second. */
export function timesAt(now: Date): (name: string, after: RawEntry) => RawEntry {
  const at = now.toISOString();
  return (_, { downloaded_at: known }) => ({ ...(!known && { downloaded_at: at }), last_accessed: at });
}

/** Entries by where their files are; one without files by where they are meant to be. */
function pathsOf(entries: readonly Entry[], keyOf: (path: string) => string): Map<string, Entry> {
  const byPath = new Map<string, Entry>();
  for (const entry of entries) {
    const path = localPathOf({ path: entry.path ?? entry.backendConfig.modelPath });
    // A relative path is another place in every folder, and so the path of nothing here.
    const key = path === undefined ? undefined : keyOf(spelledPath(path));
    if (key !== undefined && !byPath.has(key)) byPath.set(key, entry);
  }
  return byPath;
}

/** A known entry is left alone unless it has lost its files or a refresh is asked for. Its name stays. */
function refreshed(known: Entry, model: FoundModel, wanted: ScanWanted): Finding | undefined {
  const { name, path, raw, versionLock } = known;
  const isThere = path !== undefined && spelledPath(path) === model.path;
  if ((isThere && !wanted.updateExisting) || versionLock.locked) return undefined;
  const fields = refreshedFieldsOf(raw, model, wanted);
  const patch = differing(raw, { ...fields, ...wanted.learn?.(model, { ...raw, ...fields }) });
  if (Object.keys(patch).length === 0) return undefined;
  const why = isThere ? "refreshed from its files" : `its files were found at ${model.path}`;
  return { deed: "change", name, patch, why, found: true };
}

/** The word that is answered names a test that is not wanted. */
function added(model: FoundModel, wanted: ScanWanted, taken: Map<string, string>): Finding | string {
  const family = familyOf(model.repo);
  const { backend } = wanted;
  const display = displayNameOf({ family, backend, quantization: model.quantization });
  const simple = nameOfDisplay(display);
  const isTest = isTestName(simple) || isTestName(family);
  if (isTest && !wanted.includeTesting) return simple;
  const holder = taken.get(simple);
  const differs = holder !== undefined && holder !== backend;
  const folder = model.path.split("/").at(-1);
  const suffixes = [differs ? backend : undefined, model.owner, folder];
  const { name, suffix } = freeName(simple, (each) => taken.has(each), suffixes);
  taken.set(name, backend);
  const named = { name, display: withSuffix(display, suffix), family };
  const plain = newEntryOf(model, named, wanted);
  const entry = { ...plain, ...wanted.learn?.(model, plain) };
  if (isTest && isRecord(entry.metadata)) entry.metadata.testing = true;
  return { deed: "add", name, entry, why: model.path };
}
