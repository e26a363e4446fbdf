import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { mapAtOnce } from "#lib/weights/map-at-once.ts";
import { guardOutsideTrash } from "#lib/weights/trash-folder.ts";
import type { Entry } from "../entry.ts";
import { localPathOf, placeKindOf } from "../entry-place.ts";
import { errorCodeOf } from "../file-system.ts";
import { isInside } from "../is-inside.ts";
import { keptByOllamaOnce } from "../kept-by-ollama.ts";
import { entriesByName } from "../merge-entries.ts";
import type { RawEntry } from "../raw-entry.ts";
import { fewWarnings } from "./few-warnings.ts";
import { notGoneOnce } from "./in-trash.ts";
import { type Finding, type Findings, isPicked, type Operation, type Picked } from "./maintain.ts";
import { capabilitiesPatch, judgedCapabilities } from "./normalize-capabilities.ts";
import { type Normalizing, normalizeEntry } from "./normalize-entry.ts";

export type NormalizeWanted = Normalizing & {
  pruneMissing: boolean;
  base: string | undefined;
  roots: readonly string[];
  picked: Picked;
  onLook?: (name: string, done: number, total: number) => void;
};

const atOnce = 8;

/** Reads format and quantisation anew from the files of every entry, and corrects what differs. */
export function normalizeFormats(wanted: NormalizeWanted): Operation {
  return async (registry) => {
    const entries = await entriesBelow(wanted.base, registry.entries.filter(isPicked(wanted.picked)));
    const curated = entriesByName(registry.layers.curated);
    const looking = {
      ...wanted,
      isKeptByOllama: keptByOllamaOnce(),
      whyNotGone: notGoneOnce({ dir: registry.dir, roots: wanted.roots }, registry.entries),
    };
    let done = 0;
    const looks = await mapAtOnce(entries, atOnce, async (entry) => {
      const seen = await look(entry, curated.get(entry.name), looking);
      done += 1;
      wanted.onLook?.(entry.name, done, entries.length);
      return seen;
    });
    return {
      known: registry.entries.map(({ name }) => name),
      findings: looks.flatMap(({ findings }) => findings),
      warnings: fewWarnings(looks.flatMap(({ warnings = [] }) => warnings)),
      spared: looks.flatMap(({ spared = [] }) => spared),
    };
  };
}

type Looking = NormalizeWanted & {
  isKeptByOllama: (entry: Entry) => boolean;
  whyNotGone: (path: string) => Promise<string | undefined>;
};

async function look(entry: Entry, own: RawEntry | undefined, wanted: Looking): Promise<Findings> {
  if (!hasPath(entry)) return { findings: [] };
  const { name, path } = entry;
  if (wanted.isKeptByOllama(entry))
    return wanted.rebuild && !own?.capabilities ? lookAtOllama(entry) : { findings: [] };
  if (placeKindOf(entry) !== "local") return lookAtGone(name, path, wanted);
  try {
    const { patch, warnings, spared } = await normalizeEntry(entry, own, wanted);
    return {
      findings: toFindings(name, { patch, why: "as its files are", found: !wanted.correctCurated }),
      ...{ warnings, spared },
    };
  } catch (error) {
    if (isAbsence(error) && (await stat(path).catch(isAbsence)) === true)
      return lookAtGone(name, path, wanted);
    const code = errorCodeOf(error) ?? (error instanceof Error ? error.message : "unknown");
    return { findings: [], warnings: [`${name} is left alone: ${path} cannot be read (${code}).`] };
  }
}

const hasPath = (entry: Entry): entry is Entry & { path: string } => entry.path !== undefined;

const isAbsence = (error: unknown) => ["ENOENT", "ENOTDIR"].includes(errorCodeOf(error) ?? "");

/** Where Ollama keeps its models we do not look; what it said of them stands in the entry. */
function lookAtOllama(entry: Entry): Findings {
  const patch = capabilitiesPatch(entry.raw, judgedCapabilities(entry));
  return { findings: toFindings(entry.name, { patch, why: "as Ollama says", found: true }) };
}

/** What is corrected in a person's own words goes where these stand. */
const toFindings = (
  name: string,
  { patch, why, found }: { patch: RawEntry; why: string; found: boolean },
): Finding[] => (Object.keys(patch).length === 0 ? [] : [{ deed: "change", name, why, patch, found }]);

/** What is gone is removed only when asked, and never what may come back. */
async function lookAtGone(
  name: string,
  path: string,
  { pruneMissing, whyNotGone }: Looking,
): Promise<Findings> {
  if (!pruneMissing) return { findings: [] };
  const why = await whyNotGone(path);
  if (why !== undefined) return { findings: [], warnings: [`${name} stays: ${why}.`] };
  return { findings: [{ deed: "remove", name, why: `its files are gone: ${path}` }] };
}

async function entriesBelow(base: string | undefined, entries: Entry[]): Promise<Entry[]> {
  if (base === undefined) return entries;
  const folder = await realpath(base).catch(() => undefined);
  if (folder === undefined) {
    throw new ConsoleError("not-found", `Base path does not exist: ${base}`, {
      hint: "Name a folder with --base, or leave it out for all entries.",
    });
  }
  guardOutsideTrash(folder);
  const isBelow = (path: string) => path === folder || isInside(path, folder);
  const below: Entry[] = [];
  for (const entry of entries) {
    const place = localPathOf(entry);
    if (place === undefined) continue;
    const path = resolve(place);
    if (isBelow(path) || isBelow(await realpath(path).catch(() => path))) below.push(entry);
  }
  return below;
}
