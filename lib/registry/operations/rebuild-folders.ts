import { isOllamaPath } from "../entry.ts";
import { modelPathIn, textIn } from "../entry-document.ts";
import { isInside } from "../is-inside.ts";
import { isKeptByOllama } from "../kept-by-ollama.ts";
import type { Registry } from "../load-registry.ts";
import { entriesByName, type MergedEntry } from "../merge-entries.ts";
import { isRecord } from "../raw-entry.ts";
import { entryOf } from "../read-entries.ts";
import { withAbove } from "../shared-places.ts";
import { isTestName } from "../test-name.ts";
import { readTrash } from "../trash.ts";
import { awayOnce } from "./away-place.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { ScanFound } from "./find-models.ts";
import { type Assigned, newEntryOf, refreshedFieldsOf } from "./found-entry.ts";
import type { FoundModel } from "./found-model.ts";
import { inTrashOnce, inTrashWords } from "./in-trash.ts";
import { damagedCode } from "./leave-out-damaged.ts";
import type { Finding, Findings, Operation } from "./maintain.ts";
import { openRealPlaces, type RealPlaces } from "./real-places.ts";
import { differing, lostFinding } from "./rebuild-parts.ts";
import { displayNameOf, familyOf, freeName, nameOfDisplay, withSuffix } from "./simple-name.ts";

export type RebuildFoldersWanted = {
  found: ScanFound;
  bases: readonly string[];
  assigned: Assigned;
  includeTesting: boolean;
};

/** Takes the models below some folders in again. What is found again keeps its name and all that people said of it. */
export function rebuildFolders(wanted: RebuildFoldersWanted): Operation {
  return async (registry): Promise<Findings> => {
    const { found } = wanted;
    const { spots, own } = spotsOf(found);
    const places = openRealPlaces({ has: (path) => spots.get(path)?.isReal === true });
    for (const entry of registry.merged) {
      const path = pathOf(entry);
      if (!path || isOllamaPath(path)) continue;
      // Ten thousand promises of what is known take longer than all that is compared.
      const known = spots.get(path);
      const real = known ? path : await places.realOf(path);
      if (real !== undefined) (known ?? spotAt(spots, real)).entry ??= entry;
    }
    const findings: Finding[] = [];
    const unknown: FoundModel[] = [];
    let at = -1;
    for (const model of found.models) {
      at += 1;
      const spot = own[at] ?? spots.get((await places.realOf(model.path)) ?? model.path);
      if (spot?.entry === undefined) unknown.push(model);
      if (spot?.entry === undefined || spot.isFound) continue;
      spot.isFound = true;
      const finding = again(spot.entry, model, wanted);
      if (finding) findings.push(finding);
    }
    const { lost, warnings } = await lostOf({ registry, spots, wanted, places });
    const rest = addedTo({ registry, unknown, lost, wanted });
    const told = found.issues.map(({ path, message }) => `${path}: ${message}`);
    return {
      findings: [...rest.lost, ...findings, ...rest.added],
      warnings: fewWarnings([...warnings, ...told]),
    };
  };
}

/** Where an entry's files lie, or a model was found; `isReal`: a folder that is a model by itself, found where it lies. */
type Spot = { real: string; entry: MergedEntry | undefined; isFound: boolean; isReal: boolean };
type Spots = Map<string, Spot>;

/** The spots of the models that were found where they say, by path and beside the models. */
function spotsOf({ models }: ScanFound): { spots: Spots; own: (Spot | undefined)[] } {
  const spots: Spots = new Map();
  const own = models.map(({ path, root }) => (path === root ? spotAt(spots, path) : undefined));
  for (const spot of spots.values()) spot.isReal = true;
  return { spots, own };
}

function spotAt(spots: Spots, real: string): Spot {
  const known = spots.get(real);
  if (known) return known;
  const spot: Spot = { real, entry: undefined, isFound: false, isReal: false };
  spots.set(real, spot);
  return spot;
}

/** Ten thousand entries are not read whole for where their files are. */
const pathOf = ({ raw }: MergedEntry): string | undefined => textIn(raw, "download_path") ?? modelPathIn(raw);

function again(
  { name, raw }: MergedEntry,
  model: FoundModel,
  { assigned }: RebuildFoldersWanted,
): Finding | undefined {
  const location = typeof raw.download_location === "string" ? raw.download_location : assigned.location;
  const format = textIn(raw, "download_format") ?? assigned.format;
  const fresh = refreshedFieldsOf(raw, model, { backend: assigned.backend, location, format });
  // A path stays as it was spelled, while it leads to the same place.
  if (typeof raw.download_path === "string" && raw.download_path !== "")
    fresh.download_path = raw.download_path;
  const patch = differing(raw, fresh);
  if (Object.keys(patch).length === 0) return undefined;
  return { deed: "change", name, patch, why: "as its files are", found: true };
}

type Losing = {
  registry: Registry;
  spots: Spots;
  wanted: RebuildFoldersWanted;
  places: RealPlaces;
};

/** What lies below the folders by its path and was not found there, unless it may only be out of reach. */
async function lostOf({ registry, spots, wanted, places: { realOf, isThere } }: Losing) {
  const absent: Spot[] = [];
  for (const spot of spots.values()) if (spot.entry && !spot.isFound) absent.push(spot);
  if (absent.length === 0) return { lost: [], warnings: [] };
  const bases = (await Promise.all(wanted.bases.map(realOf))).filter((base) => base !== undefined);
  const whyAwayOf = awayOnce(
    wanted.bases,
    registry.merged.map(({ raw }) => ({ path: textIn(raw, "download_path") })),
  );
  const inTrashOf = inTrashOnce(() => readTrash({ dir: registry.dir, roots: [...wanted.bases] }));
  const ownOf = entriesByName(registry.layers.curated);
  const whyUnread = new Map<string, string>();
  for (const { path, code } of wanted.found.issues) {
    const why = code === damagedCode ? "is damaged" : "cannot be read";
    whyUnread.set((await realOf(path)) ?? path, `${path} ${why}`);
  }
  const lost: Finding[] = [];
  const warnings: string[] = [];
  for (const { real, entry: merged } of absent) {
    const entry = merged && entryOf(merged);
    if (entry?.path === undefined) continue;
    const isBelow = bases.some((base) => real === base || isInside(real, base));
    if (!isBelow || isKeptByOllama(entry)) continue;
    const unread = withAbove(real).find((path) => whyUnread.has(path));
    const away = unread === undefined ? await whyAwayOf(entry.path) : whyUnread.get(unread);
    if (away !== undefined) {
      warnings.push(`${entry.name} stays: ${away}.`);
      continue;
    }
    const isStill = await isThere(entry.path);
    const trashed = isStill ? undefined : await inTrashOf(entry.path);
    const why = isStill
      ? `${entry.path} is there, and is no model of its own`
      : `it was not found at ${entry.path}${trashed ? `: ${inTrashWords(trashed)}` : ""}`;
    const finding = lostFinding(entry, ownOf.get(entry.name), why);
    if (finding) lost.push(finding);
  }
  return { lost, warnings };
}

type Adding = { registry: Registry; unknown: FoundModel[]; lost: Finding[]; wanted: RebuildFoldersWanted };

/** A model that is gone from one place and found at another under the same name has moved: its entry goes with it. */
function addedTo({ registry, unknown, lost, wanted }: Adding): { added: Finding[]; lost: Finding[] } {
  if (unknown.length === 0) return { added: [], lost };
  const { assigned, includeTesting } = wanted;
  const entries = new Map(registry.entries.map((entry) => [entry.name, entry]));
  const gone = new Map(lost.flatMap((each) => (each.deed === "remove" ? [[each.name, each] as const] : [])));
  const moved = new Set<string>();
  const taken = new Set(entries.keys());
  const added: Finding[] = [];
  for (const model of unknown) {
    const family = familyOf(model.repo);
    const display = displayNameOf({ family, backend: assigned.backend, quantization: model.quantization });
    const simple = nameOfDisplay(display);
    const isTest = isTestName(simple) || isTestName(family);
    if (isTest && !includeTesting) continue;
    const holder = entries.get(simple);
    if (holder && gone.has(simple) && !moved.has(simple)) {
      moved.add(simple);
      const patch = differing(holder.raw, {
        ...refreshedFieldsOf(holder.raw, model, assigned),
        backend_config: {
          ...(isRecord(holder.raw.backend_config) && holder.raw.backend_config),
          model_path: model.path,
        },
      });
      added.push({ deed: "change", name: simple, patch, why: `its files are now at ${model.path}` });
      continue;
    }
    const suffixes = [
      holder && holder.backend !== assigned.backend ? assigned.backend : undefined,
      model.owner,
      model.path.split("/").at(-1),
    ];
    const { name, suffix } = freeName(simple, (each) => taken.has(each), suffixes);
    taken.add(name);
    const entry = newEntryOf(model, { name, display: withSuffix(display, suffix), family }, assigned);
    if (isTest && isRecord(entry.metadata)) entry.metadata.testing = true;
    added.push({ deed: "add", name, entry, why: model.path });
  }
  return { added, lost: lost.filter(({ name }) => !moved.has(name)) };
}
