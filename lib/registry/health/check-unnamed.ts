import { dirname, join, relative, resolve, sep } from "node:path";
import { toByteWords } from "#lib/format.ts";
import { scanFolders } from "#lib/weights/scan-folders.ts";
import type { Entry } from "../entry.ts";
import { placeKindOf } from "../entry-place.ts";
import { isInside } from "../is-inside.ts";
import { familyOf } from "../operations/simple-name.ts";
import { isTestName } from "../test-name.ts";
import { type FindingItem, findingOf, type HealthFinding } from "./health-finding.ts";
import type { PathState, RootState } from "./look-at-paths.ts";

type Looked = { roots: readonly RootState[]; states: ReadonlyMap<string, PathState> };

/** Models below the roots that no entry names. */
export async function checkUnnamed(entries: readonly Entry[], looked: Looked): Promise<HealthFinding[]> {
  const named = namedPlaces(entries, looked);
  const items: FindingItem[] = [];
  let areTests = true;
  const there = looked.roots.flatMap(({ real }) => (real === undefined ? [] : [real]));
  // A folder that an entry names covers what is below it.
  const isPassedOver = (path: string) => named.has(path);
  for await (const found of scanFolders(there, { isPassedOver })) {
    if (found.kind !== "candidate" || found.weightFiles.length === 0) continue;
    if (isNamed(found.path, named)) continue;
    items.push({ name: found.path, detail: `${toByteWords(found.weightBytes)} of weights` });
    areTests &&= isTestName(familyOf(found.repo));
  }
  return findingOf(
    {
      ...{ check: "unnamed-model", severity: "note", title: "Models that no entry names" },
      says: "They take room and cannot be served.",
      // What is called a test is left out of a scan unless it is asked for.
      mend: { command: "scan", input: areTests ? { includeTesting: true } : {} },
    },
    items,
  );
}

function namedPlaces(entries: readonly Entry[], { roots, states }: Looked): Set<string> {
  const named = new Set<string>();
  for (const entry of entries) {
    const path = placeKindOf(entry) === "local" ? entry.path : undefined;
    const { modelPath } = entry.backendConfig;
    // Mostly both say the same.
    for (const each of modelPath === path ? [path] : [path, modelPath]) {
      if (each === undefined || !each.startsWith(sep)) continue;
      const whole = resolve(each);
      const real = throughRoot(whole, roots);
      named.add(real);
      // An entry may name one file of a folder that is a model.
      if (states.get(whole) === "file") named.add(dirname(real));
    }
  }
  return named;
}

/** The scan tells real paths; an entry's path may lead through a root that is a link. */
function throughRoot(path: string, roots: readonly RootState[]): string {
  for (const { root, real } of roots) {
    if (real !== undefined && real !== root && isInside(path, root)) return join(real, relative(root, path));
  }
  return path;
}

function isNamed(path: string, named: ReadonlySet<string>): boolean {
  for (let at = path; at !== dirname(at); at = dirname(at)) if (named.has(at)) return true;
  return false;
}
