import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Entry } from "../entry.ts";
import { isAlike } from "../is-alike.ts";
import type { Registry } from "../load-registry.ts";
import { wayToName } from "../name-meant.ts";
import { nameOf, type RawEntry } from "../raw-entry.ts";
import { readEntriesNamed } from "../read-entries.ts";
import { layerNames } from "../registry-files.ts";
import { type AspectName, aspectOf, markOf } from "./edit-aspects.ts";
import type { Finding, Findings, Operation } from "./maintain.ts";

export type Edit = {
  patch: RawEntry;
  why: string;
  /** Not part of what a lock holds fast. */
  sparesLock?: boolean;
  warnings?: readonly string[];
};

/** Why an entry cannot be edited as wanted, whatever else can. */
export type Refusal = { refuses: string; hint: string };

export type Editing = {
  names: readonly string[];
  aspect?: AspectName;
  /** How the aspect stood when the edit was thought of. */
  was?: string | undefined;
  /** Says what would be changed of an entry; nothing where it is so already. */
  edit: (entry: Entry) => Edit | Refusal | undefined;
};

/** The one way in which a person edits entries: each by name, none that is locked, none that was changed meanwhile. */
export function editEntries(editing: Editing): Operation {
  return (registry) => {
    const names = [...new Set(editing.names)];
    const entries = readEntriesNamed(registry.layers, new Set(names));
    const found = names.map((name) => [name, entries.get(name)] as const);
    const isAlone = names.length === 1;
    if (isAlone && found[0]?.[1] === undefined) throw unknown(names[0] ?? "");
    const looks = found.map(([name, entry]) => (entry ? lookAt(entry, editing) : missing(name, registry)));
    return {
      known: names,
      findings: looks.flatMap(({ findings }) => findings),
      blocked: looks.flatMap(({ blocked = [] }) => blocked),
      warnings: [...new Set(looks.flatMap(({ warnings = [] }) => warnings))],
    };
  };
}

function lookAt(entry: Entry, { aspect, was, edit }: Editing): Findings {
  const { name } = entry;
  if (aspect && was !== undefined && markOf(entry.raw, aspect) !== was)
    return { findings: [], blocked: [movedMeanwhile(entry, aspect)] };
  const said = edit(entry);
  if (!said) return { findings: [] };
  if ("refuses" in said) {
    const { refuses: why, hint } = said;
    return { findings: [], blocked: [{ what: name, why, hint, item: name }] };
  }
  const { patch, why, sparesLock = false, warnings = [] } = said;
  if (isSo(entry, patch)) return { findings: [], warnings };
  if (entry.versionLock.locked && !sparesLock) return { findings: [], blocked: [locked(name)] };
  const finding: Finding = { deed: "change", name, why, patch, sparesLock };
  return { findings: [finding], warnings };
}

/** Writing what is there already would still leave a mark on the entry, which nobody asked for. */
const isSo = ({ raw }: Entry, patch: RawEntry): boolean =>
  Object.entries(patch).every(([key, value]) => isAlike(value ?? null, raw[key] ?? null));

type Obstacle = Plan["blocked"][number];

const locked = (name: string): Obstacle => ({
  what: `${name} is locked`,
  why: "a locked entry refuses every change but of its tags, note and favourite",
  hint: `Unlock it first: modeldeck unlock --apply -- ${name}`,
  item: name,
});

function missing(name: string, { layers }: Registry): Findings {
  const names = layerNames.flatMap((layer) => layers[layer].flatMap((element) => nameOf(element) ?? []));
  const hint = wayToName(name, names);
  return { findings: [], blocked: [{ what: name, why: "the registry has no such entry", hint, item: name }] };
}

function movedMeanwhile({ name, raw }: Entry, aspect: AspectName): Obstacle {
  return {
    what: `The ${aspectWords[aspect]} of ${name} were changed meanwhile`,
    why: `they are now ${JSON.stringify(aspectOf(raw, aspect))}`,
    hint: `Look at them anew. Their mark now is ${markOf(raw, aspect)}.`,
    item: name,
  };
}

const aspectWords: Record<AspectName, string> = {
  roles: "roles",
  backend: "backend settings",
  args: "arguments",
  defaults: "defaults",
  meta: "tags and notes",
};

const unknown = (name: string) =>
  new ConsoleError("not-found", `Variant not found: ${name}`, { hint: "See modeldeck list." });

/** What became of each model that was named. */
export function editReport(
  names: readonly string[],
  { changed, blocked }: Plan,
  except: readonly string[] = [],
) {
  const why = new Map(changed.map((entry) => [entry.name, entry.why]));
  const left = new Set(except);
  const obstacles = new Map(blocked.map((obstacle) => [obstacle.item, obstacle.why]));
  const becomeOf = (name: string) => {
    const says = why.get(name);
    const obstacle = obstacles.get(name);
    if (says !== undefined) return { state: "changed", says };
    if (obstacle !== undefined) return { state: "refused", says: obstacle };
    if (left.has(name)) return { state: "left out", says: "as was said" };
    return { state: "unchanged", says: "it was so already" };
  };
  return {
    results: [...new Set(names)].map((name) => ({
      name,
      ...becomeOf(name),
    })),
  };
}
