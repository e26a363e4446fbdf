import { resolve } from "node:path";
import { checkElements } from "../health/check-elements.ts";
import { checkEntries } from "../health/check-entries.ts";
import { checkBackups, checkTrash, checkUnfinished } from "../health/check-leftovers.ts";
import { checkLocked, type RememberedHash } from "../health/check-locked.ts";
import { checkPathWords } from "../health/check-path-words.ts";
import { checkPlaces } from "../health/check-places.ts";
import { checkRoles } from "../health/check-roles.ts";
import { checkSnapshot } from "../health/check-snapshot.ts";
import { checkUnnamed } from "../health/check-unnamed.ts";
import { checkUnreadable } from "../health/check-unreadable.ts";
import { placeKindOf } from "../health/entry-place.ts";
import { type HealthFinding, isFree, type Severity } from "../health/health-finding.ts";
import { lookAtPaths, lookAtRoot } from "../health/look-at-paths.ts";
import type { Registry } from "../load-registry.ts";
import { pruneDuplicates } from "./prune-duplicates.ts";

export type Examining = {
  roots: readonly string[];
  /** Leaves out what asks the disk about models, backups and trash. */
  quick?: boolean;
  now?: Date;
  remembered?: RememberedHash;
};

const prunes = "prune-duplicates";
const awayChecks: ReadonlySet<string> = new Set(["missing-disk", "out-of-reach"]);
const order: readonly Severity[] = ["error", "warning", "note"];

/** Everything that is wrong with a registry, the gravest first. It changes nothing. */
export async function doctorRegistry(registry: Registry, examining: Examining): Promise<HealthFinding[]> {
  const { dir, entries } = registry;
  const quick = examining.quick ?? false;
  const findings = [
    ...(await checkUnreadable(registry)),
    ...checkElements(registry),
    ...checkEntries(entries),
    ...checkPathWords(entries),
    ...(await checkSnapshot(registry)),
    ...(await checkUnfinished(dir)),
    ...(await checkBackups(dir, { quick })),
    ...(quick ? [] : await checkDisk(registry, examining)),
  ];
  const asks = findings.some(({ mend }) => mend?.command === prunes);
  const hasOthers = asks && !quick && (await hasTwins(registry, examining.roots));
  const told = findings.map((finding) => (hasOthers ? finding : withoutMend(finding, prunes)));
  return told.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

async function hasTwins(registry: Registry, roots: readonly string[]): Promise<boolean> {
  const { findings } = await pruneDuplicates({ backend: undefined, roots, picked: {} })(registry);
  const locked = new Set(registry.entries.filter((entry) => !isFree(entry)).map(({ name }) => name));
  return findings.some(({ name }) => !locked.has(name));
}

/** What would change nothing mends nothing. */
function withoutMend({ mend, ...finding }: HealthFinding, command: string): HealthFinding {
  return { ...finding, ...(mend && mend.command !== command && { mend }) };
}

async function checkDisk(
  { dir, entries, readOnly }: Registry,
  examining: Examining,
): Promise<HealthFinding[]> {
  const { now = new Date(), remembered = () => undefined } = examining;
  const roots = await Promise.all(examining.roots.map((root) => lookAtRoot(resolve(root))));
  const isGone = (path: string) =>
    roots.some(({ root, state }) => state === "gone" && resolve(path).startsWith(`${root}/`));
  const paths = entries.flatMap((entry) =>
    placeKindOf(entry) === "local" && entry.path !== undefined ? [entry.path] : [],
  );
  // What lies below a root that is gone is gone too, and a dead mount would not answer.
  const states = await lookAtPaths(paths.filter((path) => !isGone(path)));
  for (const path of paths) if (isGone(path)) states.set(resolve(path), "missing");
  const places = await checkPlaces(entries, { roots, states });
  const away = new Set(
    places.filter(({ check }) => awayChecks.has(check)).flatMap(({ items }) => items.map(({ name }) => name)),
  );
  return [
    ...places,
    ...checkRoles(entries, { states, away }),
    ...(await checkLocked(entries, { states, remembered })),
    // Where no layer can be read, no model has a name.
    ...(readOnly === undefined ? await checkUnnamed(entries, { roots, states }) : []),
    ...(await checkTrash({ dir, roots: [...examining.roots] }, now)),
  ];
}
