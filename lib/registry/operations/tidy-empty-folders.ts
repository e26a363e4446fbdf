import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { lstat, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { guardOutsideTrash } from "#lib/weights/trash-folder.ts";
import { changeRegistry, rehearseChange } from "../change-registry.ts";
import { localPathOf } from "../entry-place.ts";
import { errorCodeOf } from "../file-system.ts";
import { isInside } from "../is-inside.ts";
import type { Registry } from "../load-registry.ts";
import type { MoveStep } from "../move-journal.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import { removeEmptyFolder } from "../safe-move.ts";
import { fewWarnings } from "./few-warnings.ts";
import { guardPicked } from "./guard-picked.ts";
import { isPicked, type Picked } from "./maintain.ts";

export type Tidying = { weightsRoot: string | undefined; roots: readonly string[]; picked: Picked };

export type TidyFound = { root: string; repos: string[]; owners: string[] };
type Prepared = { plan: Plan; found: TidyFound[] };

const command = "tidy-empty-dirs";

/** Which folders of models and owners hold nothing. */
export async function planTidying(dir: string, tidying: Tidying): Promise<Prepared> {
  const { result } = await rehearseChange(dir, (_draft, registry) => prepare(registry, tidying));
  return result;
}

/** Removes them, if they still are what the plan said. What holds something by now stays. */
export async function applyTidying(dir: string, tidying: Tidying, expectedId: string | undefined) {
  const change = await changeRegistry(dir, { command, backup: false }, async (_draft, registry, trail) => {
    const prepared = await prepare(registry, tidying);
    guardPlan(prepared.plan, expectedId);
    const counts = { repos: 0, owners: 0 };
    await trail.intend(await stepsOf(prepared.found));
    for (const kind of ["repos", "owners"] as const) {
      for (const path of prepared.found.flatMap((each) => each[kind])) {
        const mode = await removeIfEmpty(path);
        if (mode === undefined) continue;
        trail.removedFolders.push({ path, mode });
        counts[kind] += 1;
      }
    }
    return { ...prepared, counts };
  });
  return { ...change.result, change: change.change };
}

/** Owners go after what is in them. */
async function stepsOf(found: readonly TidyFound[]): Promise<MoveStep[]> {
  const paths = [...found.flatMap(({ repos }) => repos), ...found.flatMap(({ owners }) => owners)];
  const steps = paths.map(async (path): Promise<MoveStep[]> => {
    const stats = await lstat(path).catch(() => undefined);
    return stats ? [{ kind: "removed", path, mode: stats.mode & 0o777 }] : [];
  });
  return (await Promise.all(steps)).flat();
}

/** The permissions of the folder that was removed; nothing where it stays. */
async function removeIfEmpty(path: string): Promise<number | undefined> {
  try {
    const { mode } = await lstat(path);
    return (await removeEmptyFolder(path)) ? mode & 0o777 : undefined;
  } catch (error) {
    // A mount of the same disk looks like any other folder until the system is asked to remove it.
    if (["EBUSY", "ENOENT"].includes(errorCodeOf(error) ?? "")) return undefined;
    throw error;
  }
}

async function prepare(registry: Registry, tidying: Tidying): Promise<Prepared> {
  const roots = await rootsOf(tidying);
  // A relative path is another place in every folder, and so the path of nothing here.
  const named = new Map(
    registry.entries.flatMap((entry) => {
      const path = localPathOf(entry);
      return path === undefined ? [] : [[resolve(path), entry.name]];
    }),
  );
  const found: TidyFound[] = [];
  const warnings: string[] = [];
  const empty: string[] = [];
  for (const root of roots) {
    const isLeft = isPicked(tidying.picked);
    const mayGo = (path: string): boolean => {
      const name = named.get(path);
      if (name !== undefined) warnings.push(`${path} is empty, but it is the path of ${name} and stays.`);
      return name === undefined && isLeft({ name: path });
    };
    found.push(await findEmpty(root, { mayGo, warnings, empty }));
  }
  guardPicked(tidying.picked, empty);
  const files = found.flatMap(({ repos, owners }) => [
    ...repos.map((path) => toDeed(path, "an empty folder of a model")),
    ...owners.map((path) => toDeed(path, "an owner's folder with nothing else in it")),
  ]);
  const state = JSON.stringify([registry.signature, tidying.picked.except ?? [], tidying.picked.only ?? []]);
  const summary = files.length === 0 ? "Nothing to do." : `${files.length} empty folders to remove.`;
  const plan = planOf({
    ...{ command, state, summary, draft: { touched: [] }, files },
    ...{ warnings: fewWarnings(warnings), backup: false },
  });
  return { plan, found };
}

const toDeed = (path: string, why: string): Plan["files"][number] => ({
  path,
  deed: "delete",
  bytes: 0,
  why,
});

/** Only inside a configured root is anything removed, whatever folder is named. */
async function rootsOf({ weightsRoot, roots }: Tidying): Promise<string[]> {
  const real = await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)));
  const known = real.filter((root) => root !== undefined);
  if (weightsRoot === undefined) return outermost(known);
  const folder = await realpath(weightsRoot).catch(() => undefined);
  if (folder === undefined || !(await lstat(folder)).isDirectory()) {
    throw new ConsoleError("not-found", `Weights root not found or not a directory: ${weightsRoot}`, {
      hint: "Name another folder with --weights-root.",
    });
  }
  guardOutsideTrash(folder);
  if (known.some((root) => folder === root || isInside(folder, root))) return [folder];
  throw new ConsoleError("outside-roots", `${folder} lies outside every root, so nothing is removed there.`, {
    hint: "Add it to the roots first.",
  });
}

const outermost = (folders: readonly string[]): string[] =>
  [...new Set(folders)].filter((folder) => !folders.some((other) => isInside(folder, other)));

type Finding = { mayGo: (path: string) => boolean; warnings: string[]; empty: string[] };

async function findEmpty(root: string, finding: Finding): Promise<TidyFound> {
  const found: TidyFound = { root, repos: [], owners: [] };
  const device = (await lstat(root)).dev;
  for (const owner of foldersIn(root, finding)) {
    await turn();
    const path = join(root, owner.name);
    const own = entriesOf(path, finding);
    if (own === undefined || isMount(path, device)) continue;
    const empty = own
      .filter((each) => each.isDirectory())
      .map(({ name }) => join(path, name))
      .filter((repo) => entriesOf(repo, finding)?.length === 0 && !isMount(repo, device));
    finding.empty.push(...empty, ...(own.length === empty.length ? [path] : []));
    const repos = empty.filter(finding.mayGo);
    found.repos.push(...repos);
    if (own.length === repos.length && finding.mayGo(path)) found.owners.push(path);
  }
  return found;
}

/** Links are no folders here, and what begins with a dot belongs to some program. */
const foldersIn = (path: string, finding: Finding): Dirent[] =>
  (entriesOf(path, finding) ?? []).filter((each) => each.isDirectory() && !each.name.startsWith("."));

function entriesOf(path: string, { warnings }: Finding): Dirent[] | undefined {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    warnings.push(`${path} cannot be read (${errorCodeOf(error)}).`);
    return undefined;
  }
}

const isMount = (path: string, device: number): boolean => lstatSync(path).dev !== device;
