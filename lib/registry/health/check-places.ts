import { resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { isInside } from "../locate-in-roots.ts";
import { awayOnce } from "../operations/away-place.ts";
import { placeKindOf } from "./entry-place.ts";
import { findingOf, type HealthFinding, isFree } from "./health-finding.ts";
import { type PathState, type RootState, topmostMissing } from "./look-at-paths.ts";

type Looked = { roots: readonly RootState[]; states: ReadonlyMap<string, PathState> };
type Placed = {
  name: string;
  path: string;
  isFree: boolean;
  state: PathState | undefined;
  root: RootState | undefined;
};

/** What of the entries' paths is there. Everything below a disk that is not mounted is one finding. */
export async function checkPlaces(
  entries: readonly Entry[],
  { roots, states }: Looked,
): Promise<HealthFinding[]> {
  const placed = entries
    .filter((entry) => placeKindOf(entry) === "local")
    .map((entry) => toPlaced(entry, { roots, states }));
  const missing = placed.filter(({ state }) => state === "missing");
  const unmounted = Map.groupBy(missing, ({ root }) => (root && isUnmounted(root, placed) ? root.root : ""));
  const { alone, below } = apart(unmounted.get("") ?? []);
  const whyAwayOf = awayOnce(roots.map(({ root }) => root));
  const away: Placed[] = [];
  const gone: Placed[] = [];
  for (const each of alone) ((await whyAwayOf(each.path)) === undefined ? gone : away).push(each);
  unmounted.delete("");
  return [
    ...[...unmounted, ...below].flatMap(([folder, group]) => goneFolder(folder, group)),
    ...findingOf(
      {
        ...{ check: "missing-path", severity: "error", title: "Models whose files are gone" },
        says: "Nothing lies at the path any more.",
        mend: gone.some((each) => each.isFree)
          ? { command: "verify", input: { fixMissing: true } }
          : undefined,
      },
      itemsOf(gone),
    ),
    ...findingOf(
      {
        ...{ check: "out-of-reach", severity: "warning", title: "Models that may only be out of reach" },
        says: "Their disk may not be mounted. Nothing is forgotten or deleted for as long as it is away.",
      },
      itemsOf(away),
    ),
    ...findingOf(
      {
        ...{
          check: "odd-path",
          severity: "error",
          title: "Paths that are neither file nor folder, or may not be read",
        },
        says: "Nothing there can be served or checked.",
      },
      itemsOf(placed.filter(({ state }) => state === "other" || state === "unreadable")),
    ),
    ...findingOf(
      {
        ...{ check: "outside-roots", severity: "warning", title: "Models outside every root" },
        says: "No command deletes or scans there. Add the folder to the roots if it is yours to tidy; config says which they are.",
      },
      roots.length === 0 ? [] : itemsOf(placed.filter(({ root }) => root === undefined)),
    ),
  ];
}

function toPlaced(entry: Entry, { roots, states }: Looked): Placed {
  const path = resolve(entry.path ?? "");
  const [state, root] = [states.get(path), rootOf(path, roots)];
  return { name: entry.name, path, isFree: isFree(entry), state, root };
}

const itemsOf = (placed: readonly Placed[]) => placed.map(({ name, path }) => ({ name, detail: path }));

function rootOf(path: string, roots: readonly RootState[]): RootState | undefined {
  return roots.find(({ root, real }) => {
    const folders = real === undefined ? [root] : [root, real];
    return folders.some((folder) => path === folder || isInside(path, folder));
  });
}

/** An empty folder may be a mount point without its disk, but only if something was in it once. */
function isUnmounted({ root, state }: RootState, placed: readonly Placed[]): boolean {
  if (state !== "empty") return state === "gone";
  return placed.every((each) => each.root?.root !== root || each.state === "missing" || each.path === root);
}

/** Tells folders that are gone with several models in them from models that are gone by themselves. */
function apart(missing: readonly Placed[]) {
  const known = new Map<string, boolean>();
  const tops = new Map<Placed, string>();
  for (const each of missing) {
    // Inside a root that is there, a folder that is gone was deleted, and no disk is amiss.
    if (each.root === undefined) tops.set(each, topmostMissing(each.path, known));
  }
  const groups = Map.groupBy(missing, (each) => tops.get(each) ?? each.path);
  const below = [...groups].filter(
    ([folder, group]) => group.some(({ path }) => path !== folder) && group.length > 1,
  );
  const gone = new Set(below.flatMap(([, group]) => group));
  return { alone: missing.filter((each) => !gone.has(each)), below };
}

function goneFolder(folder: string, group: readonly Placed[]): HealthFinding[] {
  return findingOf(
    {
      ...{
        check: "missing-disk",
        severity: "error",
        title: `${folder} is not there, with everything below it`,
      },
      says: "Is its disk mounted? Nothing is forgotten or deleted for as long as it is away.",
    },
    itemsOf(group),
  );
}
