import type { Entry } from "../entry.ts";
import { isPlaceholderName } from "../placeholder-name.ts";
import { type Finding, isPicked, type Operation, type Picked } from "./maintain.ts";
import { withSuffix } from "./simple-name.ts";
import {
  type Disambiguation,
  isGuardedTest,
  isOllamaEntry,
  type SimpleSlug,
  simpleSlugOf,
} from "./simple-slug.ts";
import { type AssignedSlug, assignSlugs } from "./slugs-assigned.ts";
import { orderRenames } from "./slugs-ordered.ts";

export type SlugsWanted = {
  renameSlugs: boolean;
  disambiguate: Disambiguation;
  includeOllama: boolean;
  includeHf: boolean;
  allowSkip: boolean;
  testsOnly: boolean;
  picked: Picked;
};

export type SlugOperation = { old: string; new: string; display: string };

/** What the original's JSON tells of an entry that got no name. */
export type SkippedSlug = {
  old_name: string;
  backend: string;
  format: string | null;
  quant: string | null;
  proposed_base: string;
  proposed_display: string;
};

export type SlugsReport = { operations: SlugOperation[]; skipped: SkippedSlug[] };

/** Gives entries their simple display names, and the names themselves when that is asked for. */
export function applySlugs(wanted: SlugsWanted, onReport?: (report: SlugsReport) => void): Operation {
  return ({ entries }) => {
    const { assigned, skipped, fixed } = nameEntries(entries, wanted);
    const renames = wanted.renameSlugs ? assigned.filter((each) => each.name !== each.entry.name) : [];
    const { ordered, stuck } = orderRenames(renames);
    const displays = assigned.filter((each) => !wanted.renameSlugs || each.name === each.entry.name);
    const findings = [...ordered.map(toRename), ...[...displays, ...stuck, ...fixed].flatMap(toDisplay)];
    const left = [...skipped, ...stuck];
    const swapped = new Set(stuck.map(({ entry }) => entry.name));
    onReport?.({
      operations: assigned.map((each) => ({
        old: each.entry.name,
        new: wanted.renameSlugs && !swapped.has(each.entry.name) ? each.name : each.entry.name,
        display: displayOf(each),
      })),
      skipped: left.map(toSkipped),
    });
    const known = entries.filter(isWanted({ ...wanted, picked: {} })).map(({ name }) => name);
    if (left.length === 0) return { findings, known };
    if (wanted.allowSkip) return { findings, known, warnings: [skippedWords(left)] };
    const names = left.slice(0, 10).map(({ slug }) => slug);
    const what = `Target names already exist in registry (first 10): ${names.join(", ")}`;
    const hint =
      "Let them be skipped with --allow-skip-on-collision, or tell them apart with --disambiguate.";
    return { findings, known, blocked: [{ what, why: "two entries cannot have one name", hint }] };
  };
}

type Naming = Pick<
  SlugsWanted,
  "includeOllama" | "includeHf" | "disambiguate" | "testsOnly" | "picked" | "renameSlugs"
>;

/** Locked entries keep their names, as do placeholders and what is left out; no other entry is given a name they have. */
function nameEntries(entries: readonly Entry[], wanted: Naming) {
  const isAskedFor = isWanted(wanted);
  const wants = (entry: Entry) => isAskedFor(entry) && !isPlaceholderName(entry.name);
  const toSlug = (entry: Entry) => simpleSlugOf(entry, wanted.disambiguate);
  const moving = entries.filter((entry) => wants(entry) && !entry.versionLock.locked);
  const moved = new Set(moving);
  const taken = new Map(
    entries.filter((entry) => !moved.has(entry)).map((entry) => [entry.name, toSlug(entry).words]),
  );
  const locked = entries.filter((entry) => wants(entry) && entry.versionLock.locked);
  const isFine = ({ slug, display, entry }: SimpleSlug) =>
    wanted.renameSlugs ? entry.name.startsWith(slug) : entry.displayName.startsWith(display);
  const fixed = locked.map(toSlug).filter((each) => !isFine(each));
  return { ...assignSlugs(moving.map(toSlug), taken), fixed };
}

function isWanted({
  includeOllama,
  includeHf,
  testsOnly,
  picked,
}: Omit<Naming, "disambiguate" | "renameSlugs">) {
  const isInPlan = isPicked(picked);
  return (entry: Entry) =>
    (isOllamaEntry(entry) ? includeOllama : includeHf) &&
    (!testsOnly || isGuardedTest(entry)) &&
    isInPlan(entry);
}

const displayOf = ({ display, suffix }: SimpleSlug & { suffix?: string | undefined }) =>
  withSuffix(display, suffix);

function toRename(each: AssignedSlug): Finding {
  return { deed: "rename", name: each.entry.name, to: each.name, why: "simple name", patch: patchOf(each) };
}

function toDisplay(each: SimpleSlug & { suffix?: string | undefined }): Finding[] {
  const { name, displayName } = each.entry;
  if (displayName === displayOf(each)) return [];
  return [{ deed: "change", name, why: "simple display name", patch: { display_name: displayOf(each) } }];
}

/** A test entry that has lost the name by which it was known as one says so itself. */
function patchOf(each: AssignedSlug) {
  const { entry } = each;
  return {
    display_name: displayOf(each),
    ...(isGuardedTest(entry) && { metadata: { ...entry.metadata, testing: true } }),
  };
}

function toSkipped({ entry, slug, display }: SimpleSlug): SkippedSlug {
  const { name, backend, format = null, quantization = null } = entry;
  return {
    ...{ old_name: name, backend, format, quant: quantization },
    ...{ proposed_base: slug, proposed_display: display },
  };
}

function skippedWords(skipped: readonly SimpleSlug[]): string {
  const names = skipped.slice(0, 10).map(({ entry }) => entry.name);
  const more = skipped.length > 10 ? ", …" : "";
  return `Skipped ${skipped.length} colliding entries (${names.join(", ")}${more}).`;
}
