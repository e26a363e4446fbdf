import { type Entry, isOllamaPath } from "../entry.ts";
import { duplicateKeyOf, richnessOf } from "../list-rows.ts";
import type { RawEntry } from "../raw-entry.ts";
import { awayOnce } from "./away-place.ts";
import { fewWarnings } from "./few-warnings.ts";
import { type Finding, type Findings, isPicked, type Operation, type Picked } from "./maintain.ts";
import { mergedFrom } from "./prune-duplicates-merged.ts";
import { openRealPlaces } from "./real-places.ts";

export type PruneDuplicatesWanted = { backend: string | undefined; roots: readonly string[]; picked: Picked };

/** Keeps one of several entries for the same thing, and gives it what people had said of the others. */
export function pruneDuplicates({ backend, roots, picked }: PruneDuplicatesWanted): Operation {
  return async ({ entries }): Promise<Findings> => {
    const told = entries.filter(
      (entry) => isTold(entry) && (backend === undefined || entry.backend === backend),
    );
    const placeOf = placesOf(awayOnce(roots, entries));
    const findings: Finding[] = [];
    const warnings: string[] = [];
    const alikeNames: string[] = [];
    for (const alike of Map.groupBy(told, duplicateKeyOf).values()) {
      if (alike.length < 2) continue;
      const places = new Map<Entry, string | undefined>();
      for (const entry of alike) places.set(entry, await placeOf(entry));
      const same = apart([alike], ({ huggingfaceId }) => huggingfaceId?.toLowerCase());
      for (const group of apart(apart(same, servedIdOf), (entry) => places.get(entry))) {
        if (group.length < 2 || group.every(({ path }) => path === undefined)) continue;
        alikeNames.push(...group.map(({ name }) => name));
        const isThere = (entry: Entry) => places.get(entry) !== undefined;
        prune(group.toSorted(byWorth(isThere)), { picked, findings, warnings });
      }
    }
    return { findings, warnings: fewWarnings(warnings), known: alikeNames };
  };
}

/** What says neither its format nor its quantisation may be anything. */
const isTold = ({ format, quantization }: Entry) => format !== undefined && quantization !== undefined;

const servedIdOf = ({ backend, servedModelId }: Entry) =>
  backend === "ollama" ? servedModelId?.replace(/:latest$/, "") : undefined;

/** Two that are told apart by something are two things. One that does not say is then neither for certain. */
function apart(groups: Entry[][], markOf: (entry: Entry) => string | undefined): Entry[][] {
  return groups.flatMap((group) => {
    const byMark = Map.groupBy(group, markOf);
    const unmarked = byMark.get(undefined) ?? [];
    if (byMark.size - (unmarked.length > 0 ? 1 : 0) <= 1) return [group];
    byMark.delete(undefined);
    return [...byMark.values(), ...unmarked.map((entry) => [entry])];
  });
}

/** Where an entry's files are, if they are anywhere; what is only out of reach counts as being there. */
function placesOf(whyAwayOf: ReturnType<typeof awayOnce>) {
  const { stampOf } = openRealPlaces();
  return async ({ path }: Entry): Promise<string | undefined> => {
    if (path === undefined) return undefined;
    if (isOllamaPath(path)) return path.replace(/^ollama:\/*/i, "ollama://").replace(/:latest$/, "");
    const stamp = await stampOf(path);
    if (stamp !== undefined) return stamp;
    return (await whyAwayOf(path)) === undefined ? undefined : path;
  };
}

const byWorth = (isThere: (entry: Entry) => boolean) => (one: Entry, other: Entry) =>
  Number(isThere(other)) - Number(isThere(one)) ||
  Number(other.versionLock.locked) - Number(one.versionLock.locked) ||
  richnessOf(other) - richnessOf(one) ||
  (one.name < other.name ? -1 : 1);

type Pruning = { picked: Picked; findings: Finding[]; warnings: string[] };

function prune([kept, ...others]: Entry[], { picked, findings, warnings }: Pruning): void {
  if (kept === undefined) return;
  const isWanted = isPicked(picked);
  let patch: RawEntry = {};
  for (const entry of others) {
    const why = `the same as ${kept.name}, which says more`;
    const isGoing = isWanted(entry) && !entry.versionLock.locked;
    const more: RawEntry = isGoing ? mergedFrom({ ...kept.raw, ...patch }, entry) : {};
    if (Object.keys(more).length > 0 && !isWanted(kept)) {
      warnings.push(
        `${entry.name} stays: what was said of it would be lost without a change of ${kept.name}.`,
      );
      continue;
    }
    patch = { ...patch, ...more };
    findings.push({ deed: "remove", name: entry.name, why });
  }
  if (Object.keys(patch).length === 0) return;
  const why = "it is given what was said of its duplicates";
  findings.push({ deed: "change", name: kept.name, patch, sparesLock: true, why });
}
