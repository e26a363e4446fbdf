import { resolve } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { changeRegistry, rehearseChange } from "../change-registry.ts";
import { type Entry, isOllamaPath } from "../entry.ts";
import type { Registry } from "../load-registry.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import { isRecord } from "../raw-entry.ts";
import type { RegistryDraft } from "../registry-draft.ts";
import { isTestName } from "../test-name.ts";
import type { ScanFound } from "./find-models.ts";
import { type Assigned, newEntryOf, refreshedFieldsOf } from "./found-entry.ts";
import type { FoundModel } from "./found-model.ts";
import { displayNameOf, familyOf, freeName, nameOfDisplay } from "./simple-name.ts";

export type ScanWanted = Assigned & { updateExisting: boolean; includeTesting: boolean };

export type ScanTally = { added: number; refreshed: number; known: number; skipped: string[] };

const command = "scan";
const warningsMax = 100;

/** What the registry would learn from what was found. */
export async function planScan(dir: string, found: ScanFound, wanted: ScanWanted) {
  const { result } = await rehearseChange(dir, (draft, registry) =>
    prepare({ draft, registry, found, wanted }),
  );
  return result;
}

/** Adds what was found, if that still is what the plan said. */
export async function applyScan(
  dir: string,
  { found, wanted }: { found: ScanFound; wanted: ScanWanted },
  expectedId: string | undefined,
) {
  const { result, backup, change } = await changeRegistry(dir, { command }, (draft, registry) => {
    const prepared = prepare({ draft, registry, found, wanted });
    guardPlan(prepared.plan, expectedId);
    // The time is no part of the plan: it would make another plan of it every second.
    const now = new Date().toISOString();
    for (const { name, before } of draft.touched) {
      draft.setFields(name, { ...(before?.downloaded_at ? {} : { downloaded_at: now }), last_accessed: now });
    }
    return prepared;
  });
  return { ...result, backup, change };
}

type Preparation = { draft: RegistryDraft; registry: Registry; found: ScanFound; wanted: ScanWanted };

function prepare({ draft, registry, found, wanted }: Preparation): { plan: Plan; tally: ScanTally } {
  const tally: ScanTally = { added: 0, refreshed: 0, known: 0, skipped: [] };
  const byPath = pathsOf(registry.entries);
  const named = new Set<string>();
  for (const model of found.models) {
    const known = byPath.get(model.path);
    if (known && named.has(known.name)) continue;
    if (known) named.add(known.name);
    if (known) refresh({ draft, known, model, wanted, tally });
    else add({ draft, model, wanted, tally });
  }
  const warnings = [
    ...found.issues.map(({ path, message }) => `${path}: ${message}`),
    ...found.models.flatMap(({ path, warnings: each }) => each.map((warning) => `${path}: ${warning}`)),
  ];
  const more = warnings.length - warningsMax;
  const plan = planOf({
    command,
    state: JSON.stringify([registry.signature, found.models.map(stateOf)]),
    draft,
    warnings: more > 0 ? [...warnings.slice(0, warningsMax), `And ${more} more.`] : warnings,
  });
  return { plan, tally };
}

const stateOf = ({ path, checksum, bytes }: FoundModel) => [path, checksum, bytes];

/** Entries by where their files are; one without files by where they are meant to be. */
function pathsOf(entries: readonly Entry[]): Map<string, Entry> {
  const byPath = new Map<string, Entry>();
  for (const entry of entries) {
    const path = entry.path ?? entry.backendConfig.modelPath;
    if (path && !isOllamaPath(path) && !byPath.has(resolve(path))) byPath.set(resolve(path), entry);
  }
  return byPath;
}

type Refreshing = {
  draft: RegistryDraft;
  known: Entry;
  model: FoundModel;
  wanted: ScanWanted;
  tally: ScanTally;
};

/** A known entry is left alone unless it has lost its files or a refresh is asked for. Its name stays. */
function refresh({ draft, known, model, wanted, tally }: Refreshing): void {
  if ((known.path !== undefined && !wanted.updateExisting) || known.versionLock.locked) {
    tally.known += 1;
    return;
  }
  const before = draft.touched.length;
  draft.setFields(known.name, refreshedFieldsOf(draft.get(known.name) ?? {}, model, wanted), {
    why: known.path === undefined ? "its files were found" : "refreshed from its files",
  });
  if (draft.touched.length > before) tally.refreshed += 1;
  else tally.known += 1;
}

function add({ draft, model, wanted, tally }: Omit<Refreshing, "known">): void {
  const family = familyOf(model.repo);
  const { backend } = wanted;
  const display = displayNameOf({ family, backend, quantization: model.quantization });
  const simple = nameOfDisplay(display);
  const isTest = isTestName(simple) || isTestName(family);
  if (isTest && !wanted.includeTesting) {
    tally.skipped.push(simple);
    return;
  }
  const holder = draft.get(simple);
  const isTaken = (name: string) => draft.get(name) !== undefined;
  const differs = holder !== undefined && holder.backend !== backend;
  const folder = model.path.split("/").at(-1);
  const suffixes = [differs ? backend : undefined, model.owner, folder];
  const { name, suffix } = freeName(simple, isTaken, suffixes);
  const named = { name, display: suffix ? `${display} [${suffix}]` : display, family };
  const entry = newEntryOf(model, named, wanted);
  if (isTest && isRecord(entry.metadata)) entry.metadata.testing = true;
  draft.addEntry(entry, { why: model.path });
  tally.added += 1;
}
