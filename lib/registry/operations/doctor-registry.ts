import { resolve } from "node:path";
import { isOllamaStoreNow } from "#lib/weights/ollama-store.ts";
import { placeKindOf } from "../entry-place.ts";
import { checkElements } from "../health/check-elements.ts";
import { checkEntries } from "../health/check-entries.ts";
import { checkBackups, checkTrash, checkUnfinished } from "../health/check-leftovers.ts";
import { checkLinks } from "../health/check-links.ts";
import { checkLocked, type RememberedHash } from "../health/check-locked.ts";
import { checkNested } from "../health/check-nested.ts";
import { checkOriginal } from "../health/check-original.ts";
import { checkPathWords } from "../health/check-path-words.ts";
import { checkPlaces } from "../health/check-places.ts";
import { checkRoles } from "../health/check-roles.ts";
import { checkSnapshot } from "../health/check-snapshot.ts";
import { checkUnnamed } from "../health/check-unnamed.ts";
import { checkUnreadable } from "../health/check-unreadable.ts";
import { type HealthFinding, isFree, type Severity } from "../health/health-finding.ts";
import { lookAtPaths, lookAtRoot } from "../health/look-at-paths.ts";
import { keptByOllamaOnce } from "../kept-by-ollama.ts";
import type { Registry } from "../load-registry.ts";
import { readTrash } from "../trash.ts";
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
    ...checkOriginal(entries),
    ...checkPathWords(entries),
    ...(await checkSnapshot(registry)),
    ...(await checkUnfinished(dir)),
    ...(await checkLinks(registry)),
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
  // What lies below a root that is gone is gone too, and a dead mount would not answer.
  const isGone = (path: string) =>
    roots.some(({ root, state }) => state === "gone" && `${resolve(path)}/`.startsWith(`${root}/`));
  const isKept = keptByOllamaOnce((folder) => !isGone(folder) && isOllamaStoreNow(folder));
  const ours = entries.filter((entry) => placeKindOf(entry) === "local" && !isKept(entry));
  const paths = ours.flatMap(({ path = [] }) => path);
  const states = await lookAtPaths(paths.filter((path) => !isGone(path)));
  for (const path of paths) if (isGone(path)) states.set(resolve(path), "missing");
  const trash = await readTrash({ dir, roots: [...examining.roots] });
  const places = await checkPlaces(ours, { roots, states, trash });
  const away = new Set(
    places.filter(({ check }) => awayChecks.has(check)).flatMap(({ items }) => items.map(({ name }) => name)),
  );
  return [
    ...places,
    ...checkNested(ours, states),
    ...checkRoles(entries, { states, away }),
    ...(await checkLocked(entries, { states, remembered })),
    // Where no layer can be read, no model has a name.
    ...(readOnly === undefined ? await checkUnnamed(entries, { roots, states }) : []),
    ...(await checkTrash(trash, now)),
  ];
}
