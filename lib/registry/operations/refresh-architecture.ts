import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { Architecture } from "#lib/weights/detected-model.ts";
import type { LookedAhead } from "#lib/weights/look-ahead.ts";
import { mapAtOnce } from "#lib/weights/map-at-once.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import type { Entry } from "../entry.ts";
import { textIn } from "../entry-document.ts";
import { localPathOf } from "../entry-place.ts";
import { errorCodeOf } from "../file-system.ts";
import { isAlike } from "../is-alike.ts";
import type { MergedEntry } from "../merge-entries.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { fewWarnings } from "./few-warnings.ts";
import { type Finding, isPicked, type Operation, type Picked } from "./maintain.ts";
import { withFigures, withLoad } from "./refresh-merged.ts";
import { type LoadEvent, type LoadMetrics, readLoadMetrics } from "./refresh-metrics.ts";

export type RefreshWanted = {
  limit: number | undefined;
  /** The log of loads, and whether a person named it: then it has to be there. */
  metrics: { file: string; isNamed: boolean };
  picked: Picked;
  detect?: DetectModel;
  looked?: LookedAhead | undefined;
  onLook?: (name: string, done: number, total: number) => void;
};

/** The names of the entries that would learn from their files, and from a load. */
export type RefreshSources = Readonly<Record<"figures" | "loads", ReadonlySet<string>>>;

/** How many entries of a plan learn from their files, and how many from a load. What is locked or left out is none. */
export type RefreshTally = { figures: number; loads: number };

export const tallyOf = ({ changed }: Pick<Plan, "changed">, sources: RefreshSources): RefreshTally => ({
  figures: changed.filter(({ name }) => sources.figures.has(name)).length,
  loads: changed.filter(({ name }) => sources.loads.has(name)).length,
});

const atOnce = 8;

/** What the files of a model say. */
type Reading = { figures?: Architecture; warning?: string };

type Look = { finding?: Finding; warning?: string; hasFigures?: boolean; hasLoad?: boolean };

/** Reads the figures of every model anew, and takes in what servers said when they had loaded it. */
export function refreshArchitecture(
  { limit, metrics, picked, onLook, looked, detect = detectModel }: RefreshWanted,
  onSources?: (sources: RefreshSources) => void,
): Operation {
  return async (registry) => {
    const log = await readLoadMetrics(metrics.file);
    if (log === undefined && metrics.isNamed) {
      throw new ConsoleError("not-found", `There is no log of loads at ${metrics.file}.`, {
        hint: "Name another file with --metrics, or leave it out.",
      });
    }
    const { loads, strangers } = log?.latest.length ? loadsOf(registry.entries, log) : noLoads;
    const known = registry.merged
      .map(toKnown)
      .filter(({ name, path }) => path !== undefined || loads.has(name));
    const entries = known.filter(isPicked(picked)).slice(0, limit);
    await looked?.wait();
    let done = 0;
    const looks = await mapAtOnce(entries, atOnce, (entry) => {
      const judge = (reading: Reading) => {
        done += 1;
        onLook?.(entry.name, done, entries.length);
        return judged(entry, reading, loads.get(entry.name));
      };
      const figures = entry.path === undefined ? undefined : looked?.takeNature(entry.path)?.architecture;
      return figures ? judge({ figures }) : readFigures(entry, detect).then(judge);
    });
    const namesWhere = (has: (look: Look) => boolean | undefined) =>
      new Set(looks.filter(has).flatMap(({ finding }) => finding?.name ?? []));
    onSources?.({
      figures: namesWhere(({ hasFigures }) => hasFigures),
      loads: namesWhere(({ hasLoad }) => hasLoad),
    });
    return {
      known: known.map(({ name }) => name),
      findings: looks.flatMap(({ finding }) => finding ?? []),
      warnings: fewWarnings([
        ...warningsOf(metrics.file, log, strangers),
        ...looks.flatMap(({ warning }) => warning ?? []),
      ]),
    };
  };
}

/** What is asked of an entry: ten thousand are not read whole for it. */
type Known = Pick<Entry, "name" | "path" | "metadata">;

const toKnown = ({ name, raw }: MergedEntry): Known => ({
  name,
  path: textIn(raw, "download_path"),
  metadata: isRecord(raw.metadata) ? raw.metadata : {},
});

const noLoads: ReturnType<typeof loadsOf> = { loads: new Map(), strangers: 0 };

/** Each event belongs to the entry of that name, or else to the only one that is served by that id. */
function loadsOf(entries: readonly Entry[], { latest }: LoadMetrics) {
  const names = new Set(entries.map(({ name }) => name));
  const served = Map.groupBy(entries, ({ servedModelId }) => servedModelId);
  const loads = new Map<string, LoadEvent>();
  let strangers = 0;
  for (const event of latest) {
    const others = served.get(event.servedId ?? event.model) ?? [];
    const name = names.has(event.model) ? event.model : others.length === 1 ? others[0]?.name : undefined;
    const known = name === undefined ? undefined : loads.get(name);
    if (name === undefined) strangers += 1;
    else if (known === undefined || Date.parse(known.at) <= Date.parse(event.at)) loads.set(name, event);
  }
  return { loads, strangers };
}

function warningsOf(file: string, log: LoadMetrics | undefined, strangers: number): string[] {
  const warnings: string[] = [];
  if (log && log.broken > 0) {
    warnings.push(`${log.broken} of ${log.lines} lines of ${file} are no events and were left out.`);
  }
  if (strangers > 0) warnings.push(`${strangers} models of ${file} are not in the registry.`);
  return warnings;
}

function judged(entry: Known, { figures, warning }: Reading, load: LoadEvent | undefined): Look {
  const recorded = isRecord(entry.metadata.architecture) ? entry.metadata.architecture : {};
  const withFound = figures === undefined ? recorded : withFigures(recorded, figures);
  const whole = load === undefined ? withFound : withLoad(withFound, load);
  const said = warning === undefined ? {} : { warning };
  const hasFigures = !isAlike(withFound, recorded);
  const hasLoad = !isAlike(whole, withFound);
  if (hasLoad ? isAlike(whole, recorded) : !hasFigures) return said;
  const sources = [hasFigures && "its files", hasLoad && "its last load"].filter((each) => each !== false);
  const patch: RawEntry = { metadata: { ...entry.metadata, architecture: whole } };
  const why = `from ${sources.join(" and ")}`;
  return {
    ...said,
    hasFigures,
    hasLoad,
    finding: { deed: "change", name: entry.name, why, patch, found: true },
  };
}

async function readFigures(entry: Known, detect: DetectModel): Promise<Reading> {
  const path = localPathOf(entry);
  if (path === undefined) return {};
  try {
    return { figures: (await detect(path)).architecture };
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return {};
    const why = error instanceof Error ? error.message : String(error);
    return { warning: `${entry.name}: ${code === undefined ? why : `${path} cannot be read (${code})`}.` };
  }
}
