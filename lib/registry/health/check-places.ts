import { resolve } from "node:path";
import type { Entry } from "../entry.ts";
import { isInside } from "../is-inside.ts";
import { awayOnce } from "../operations/away-place.ts";
import { type GoneFolderOf, goneFolders } from "../operations/gone-folders.ts";
import { inTrashOnce } from "../operations/in-trash.ts";
import type { TrashRead } from "../trash.ts";
import { findingOf, type HealthFinding, isFree } from "./health-finding.ts";
import type { PathState, RootState } from "./look-at-paths.ts";

type Looked = {
  roots: readonly RootState[];
  states: ReadonlyMap<string, PathState>;
  trash: TrashRead;
};
type Placed = {
  name: string;
  path: string;
  isFree: boolean;
  state: PathState | undefined;
  root: RootState | undefined;
};

type Trashed = Placed & { item: string };

/** What of the entries' places is there. Everything below a disk that is not mounted is one finding. */
export async function checkPlaces(
  entries: readonly Entry[],
  { roots, states, trash }: Looked,
): Promise<HealthFinding[]> {
  const placed = entries.map((entry) => toPlaced(entry, { roots, states }));
  const missing = placed.filter(({ state }) => state === "missing");
  const dead = new Set(roots.filter((root) => isUnmounted(root, placed)));
  const unmounted = Map.groupBy(missing, ({ root }) => (root && dead.has(root) ? root.root : ""));
  const folders = roots.map(({ root }) => root);
  const goneFolderOf = goneFolders(folders, entries);
  const { alone, below } = await apart(unmounted.get("") ?? [], goneFolderOf);
  unmounted.delete("");
  const whyAwayOf = awayOnce(folders, entries, goneFolderOf);
  const [gone, trashed, away]: [Placed[], Trashed[], Placed[]] = [[], [], []];
  const trashedAs = inTrashOnce(async () => trash);
  for (const each of alone) {
    const found = await trashedAs(each.path);
    if (found && "item" in found) trashed.push({ ...each, ...found });
    else (found || (await whyAwayOf(each.path)) !== undefined ? away : gone).push(each);
  }
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
    ...trashedPaths(trashed),
    ...findingOf(
      {
        ...{ check: "out-of-reach", severity: "warning", title: "Models that may only be out of reach" },
        says: "Their disk may not be mounted, or they lie in trash that cannot be read. Nothing is forgotten or deleted for as long as that is so.",
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

/** Of a backup that was put back over a removal the files are where the removal put them. */
function trashedPaths(trashed: readonly Trashed[]): HealthFinding[] {
  const [first] = trashed;
  return findingOf(
    {
      ...{ check: "trashed-path", severity: "error", title: "Models whose files lie in the trash" },
      says: "Restore them from there, or remove the models.",
      mend: first && { command: "trash-restore", input: { id: first.item } },
    },
    trashed.map(({ name, item }) => ({ name, detail: `in ${item}` })),
  );
}

function toPlaced(entry: Entry, { roots, states }: Pick<Looked, "roots" | "states">): Placed {
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
async function apart(missing: readonly Placed[], goneFolderOf: GoneFolderOf) {
  const folders = new Map<string, string | undefined>();
  for (const { path } of missing) folders.set(path, await goneFolderOf(path));
  const below = Map.groupBy(missing, ({ path }) => folders.get(path) ?? "");
  const alone = below.get("") ?? [];
  below.delete("");
  return { alone, below };
}

function goneFolder(folder: string, group: readonly Placed[]): HealthFinding[] {
  return findingOf(
    {
      ...{
        check: "missing-disk",
        severity: "error",
        title: `${folder} is not there, with everything below it`,
      },
      says: "Is its disk mounted? Nothing is forgotten or deleted for as long as it is away. If it is gone for good, remove its models without their files.",
    },
    itemsOf(group),
  );
}
