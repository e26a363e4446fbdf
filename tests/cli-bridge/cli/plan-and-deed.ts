import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import { type Plan, plan as planSchema } from "#cli-bridge/protocol/plan.ts";
import { listBackupNames } from "#lib/registry/backups.ts";
import { mergeLayers } from "#lib/registry/merge-entries.ts";
import { isRecord, type RawEntry } from "#lib/registry/raw-entry.ts";
import { makeRegistryOfManyKinds } from "#tests/support/registry-of-many-kinds.ts";
import { underOldNames } from "#tests/support/under-old-names.ts";
import { makePlace, type Place } from "./modeldeck.ts";

type Words = (root: string, names: readonly string[]) => string[];

const first = (names: readonly string[], part: string) =>
  names.find((name) => name.includes(part)) ?? names[0] ?? "";

/** A use of every command that changes the registry, as wide as it goes. */
export const uses: Partial<Record<CommandName, Words>> = {
  "import-lmstudio": (root) => ["--folder", root, "--update-existing", "--include-testing"],
  scan: (root) => ["--base", root, "--update-existing", "--include-testing"],
  remove: (_, names) => ["--delete-files", "--purge", "--", first(names, "base-")],
  verify: () => ["--fix-missing"],
  "normalize-formats": () => ["--rebuild", "--prune-missing"],
  rebuild: (root) => ["--weights-root", root],
  "purge-deprecated": () => [],
  "purge-logical-only": () => ["--include-curated"],
  "purge-hf": (root) => ["--weights-root", root],
  "reset-discovered": () => ["--backend", "all"],
  "purge-tests": () => [],
  "prune-duplicates": () => [],
  "backfill-ollama-paths": () => [],
  "tidy-empty-dirs": (root) => ["--weights-root", root],
  "prune-no-chat-template": (root) => ["--weights-root", root],
  "apply-simple-slugs": () => ["--rename-slugs"],
  "refresh-architecture": () => [],
  "set-roles": (_, names) => ["--roles=chat,mine", "--priority=chat=70", "--", ...names.slice(0, 2)],
  "set-backend": (_, names) => ["--port=24002", "--host=box", "--", first(names, "a")],
  "set-args": (_, names) => ["--args=--max-model-len 8192", "--", first(names, "a")],
  "set-defaults": (_, names) => ["--temperature=0.3", "--max-model-len=4096", "--", first(names, "a")],
  "set-meta": (_, names) => [
    "--add-tags=x,y",
    "--favourite=yes",
    "--deprecated=yes",
    "--",
    ...names.slice(0, 3),
  ],
  lock: (_, names) => ["--", first(names, "chat-")],
  unlock: (_, names) => ["--", first(names, "locked-")],
};

type Deed = "added" | "changed" | "removed" | "files";

/** What a command is there for; where nothing is said, any deed will do. */
const deedsOf: Partial<Record<string, Deed[]>> = {
  "import-lmstudio": ["added"],
  scan: ["added", "changed"],
  remove: ["removed", "files"],
  "tidy-empty-dirs": ["files"],
  "prune-no-chat-template": ["removed", "files"],
};

/** Registries in none of which there is something to do would show nothing. */
export async function expectAllDoneAsPlanned(
  name: string,
  wordsOf: Words,
  seeds: readonly number[],
): Promise<void> {
  const done = new Set<Deed>();
  for (const seed of seeds) for (const deed of await doAsPlanned(name, wordsOf, seed)) done.add(deed);
  const wanted = deedsOf[name] ?? [expect.any(String)];
  expect([...done], `${name} did something`).toEqual(expect.arrayContaining(wanted));
}

/** What a rehearsal shows is what is done, and what was done is taken back byte for byte. Says what that was. */
async function doAsPlanned(name: string, wordsOf: Words, seed: number): Promise<Deed[]> {
  const place = await makePlace();
  const names = await makeRegistryOfManyKinds(place.registry, place.root, seed);
  const words = [name, ...wordsOf(place.root, names)];
  const before = await standing(place);

  const shown = planSchema.parse(known(await rehearsed(place, words)));
  expect(await standing(place)).toEqual(before);
  const deeds = deedsIn(shown);
  if (shown.blocked.length > 0 || deeds.length === 0) return [];

  const done = await place.run(...withFlag(words, `--plan=${shown.id}`));
  expect(done.stderr).toBe("");
  // A check that finds more than it may mend says so.
  expect(done.code).toBe(name === "verify" ? done.code : 0);
  const after = await standing(place);
  expectPlanned(shown, before.entries, underOldNames(after.entries, shown));

  // An undo needs no backup to be exact.
  if (seed % 2 === 1) await forgetBackups(place.registry);
  const undone = await place.run("undo", "--apply", "--yes", "--", "last");
  expect(undone.stderr).toBe("");
  const back = await standing(place);
  expect(back.files).toEqual(before.files);
  expect(back.registry).toEqual(before.registry);
  return deeds;
}

async function forgetBackups(registry: string): Promise<void> {
  for (const name of [...(await listBackupNames(registry)).values()].flat()) await rm(join(registry, name));
}

/** Options stand before the names, which may follow two dashes. */
async function rehearsed(place: Place, words: string[]): Promise<unknown> {
  const { stdout } = await place.run(...withFlag(withFlag(words, "--dry-run"), "--json"));
  return JSON.parse(stdout);
}

const withFlag = ([name = "", ...rest]: string[], flag: string) => [name, flag, ...rest];

/** The plan of a JSON answer, which tells more than the plan. */
const known = (answer: unknown) => {
  const keys = Object.keys(planSchema.shape);
  return Object.fromEntries(Object.entries(answer as object).filter(([key]) => keys.includes(key)));
};

function deedsIn({ files, ...plan }: Plan): Deed[] {
  const inEntries = (["added", "changed", "removed"] as const).filter((deed) => plan[deed].length > 0);
  return files.some(({ deed }) => deed !== "keep") ? [...inEntries, "files"] : inEntries;
}

async function standing({ registry, root }: Place) {
  const layers = await Promise.all(["curated", "discovered"].map((layer) => readText(registry, layer)));
  const [curated = [], discovered = []] = layers.map((text): unknown[] => (text ? JSON.parse(text) : []));
  const merged = mergeLayers({ curated, discovered });
  return {
    registry: layers,
    entries: new Map(merged.map(({ name, raw }) => [name, raw])),
    files: await treeOf(root),
  };
}

const readText = (registry: string, layer: string) =>
  readFile(join(registry, `model_registry.${layer}.json`), "utf8").catch(() => undefined);

async function treeOf(root: string): Promise<string[]> {
  const paths = await readdir(root, { recursive: true });
  const visible = paths.filter((path) => !path.split("/").some((part) => part.startsWith(".")));
  const lines = visible.map(async (path) => {
    const found = await stat(join(root, path));
    return `${path} ${found.isDirectory() ? "folder" : found.size}`;
  });
  return (await Promise.all(lines)).sort();
}

/** Times are set when a plan is carried out; they would make another plan of it every second. */
const times = ["downloaded_at", "last_accessed"];

type Entries = ReadonlyMap<string, RawEntry>;

function expectPlanned({ added, changed, removed }: Plan, before: Entries, after: Entries): void {
  const came = [...after.keys()].filter((name) => !before.has(name)).sort();
  const left = [...before.keys()].filter((name) => !after.has(name)).sort();
  expect(came).toEqual(added.map(({ name }) => name).sort());
  expect(left).toEqual(removed.map(({ name }) => name).sort());
  const moved = [...before].filter(
    ([name, raw]) => after.has(name) && !isDeepStrictEqual(raw, after.get(name)),
  );
  expect(moved.map(([name]) => name).sort()).toEqual(changed.map(({ name }) => name).sort());
  for (const { name, changes } of changed) {
    const [was, is] = inParts(before.get(name) ?? {}, after.get(name) ?? {});
    const differing = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (field) => !times.includes(field) && !isDeepStrictEqual(toldOf(was, field), toldOf(is, field)),
    );
    const planned = changes.filter(({ field }) => !times.includes(field));
    expect(planned.map(({ field }) => field).sort()).toEqual(differing.sort());
    for (const { field, after: said } of planned) expect(is[field] ?? null).toEqual(said);
  }
}

/** Two states of an entry with the parts of its metadata among its fields, as a plan tells of them. */
function inParts(was: RawEntry, is: RawEntry): [RawEntry, RawEntry] {
  if (!isRecord(was.metadata) || !isRecord(is.metadata)) return [was, is];
  const [before, after] = [was, is].map(({ metadata, ...entry }) => {
    const parts = Object.entries(metadata ?? {}).map(([key, value]) => [`metadata.${key}`, value]);
    return { ...entry, ...Object.fromEntries(parts) };
  });
  return [before ?? {}, after ?? {}];
}

/** At the top of an entry nothing and null are the same nothing; in a table a null that comes or goes is told. */
const toldOf = (entry: RawEntry, field: string): unknown =>
  field.includes(".") ? entry[field] : (entry[field] ?? null);
