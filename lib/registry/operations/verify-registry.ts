import { setImmediate } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type HashCache, type HashProgress, hashFiles } from "#lib/weights/hash-files.ts";
import type { Entry } from "../entry.ts";
import { keptByOllamaOnce } from "../kept-by-ollama.ts";
import type { Registry } from "../load-registry.ts";
import { wayToName } from "../name-meant.ts";
import { judgeBytes, pathsToHash } from "./check-bytes.ts";
import { type EntryLook, lookAtEntry } from "./check-entry.ts";
import type { EntryCheck } from "./entry-check.ts";
import { notGoneOnce } from "./in-trash.ts";

/** `roots`: where disks may be away, so that what is not there may only be out of reach. */
export type VerifyWanted = { names?: readonly string[]; full: boolean; roots?: readonly string[] };

export type VerifyProgress =
  | { unit: "entries"; done: number; total: number; item: string }
  | { unit: "bytes"; done: number; total: number; item: string };

type Watching = {
  onProgress?: (progress: VerifyProgress) => void;
  signal?: AbortSignal;
  cache?: HashCache;
};

export type Verified = { checks: EntryCheck[]; filesRead: number; filesRemembered: number };

/** Checks the named entries, or all that have a download: names and sizes, or every byte. */
export async function verifyRegistry(
  registry: Registry,
  { names = [], full, roots = [] }: VerifyWanted,
  watching: Watching = {},
): Promise<Verified> {
  const around = {
    isKept: keptByOllamaOnce(),
    whyNotGone: notGoneOnce({ dir: registry.dir, roots }, registry.entries),
  };
  const looks = await lookAtAll(chosenOf(registry, names), around, watching);
  if (!full) return { checks: looks.map(({ check }) => check), filesRead: 0, filesRemembered: 0 };
  const { cache, signal, onProgress } = watching;
  const onBytes = ({ done, total, path }: HashProgress) =>
    onProgress?.({ unit: "bytes", done, total, item: path });
  const hashes = await hashFiles(looks.flatMap(pathsToHash), { cache, signal, onProgress: onBytes });
  await doubtMemory(looks, hashes, signal);
  const keyOf = (path: string) => {
    const hash = hashes.get(path);
    return hash?.state === "hashed" ? hash.key : undefined;
  };
  const checks = withSharers(
    looks,
    looks.map((look) => judgeBytes(look, hashes)),
    keyOf,
  );
  const found = [
    ...new Map([...hashes.values()].map((hash) => [hash.state === "hashed" ? hash.key : hash, hash])),
  ].map(([, hash]) => hash);
  const countOf = (isRemembered: boolean) =>
    found.filter((hash) => hash.state === "hashed" && hash.isRemembered === isRemembered).length;
  return { checks, filesRead: countOf(false), filesRemembered: countOf(true) };
}

function chosenOf(registry: Registry, names: readonly string[]): Entry[] {
  if (names.length === 0) return registry.entries.filter(({ path }) => path !== undefined);
  const byName = new Map(registry.entries.map((entry) => [entry.name, entry]));
  return [...new Set(names)].map((name) => {
    const entry = byName.get(name);
    if (entry) return entry;
    throw new ConsoleError("not-found", `Variant not found: ${name}`, {
      hint: wayToName(name, [...byName.keys()]),
    });
  });
}

const turnMs = 8;

async function lookAtAll(
  entries: readonly Entry[],
  around: Parameters<typeof lookAtEntry>[1],
  { onProgress, signal }: Watching,
): Promise<EntryLook[]> {
  const looks: EntryLook[] = [];
  const total = entries.length;
  let turnEnds = performance.now() + turnMs;
  for (const entry of entries) {
    if (performance.now() > turnEnds) {
      await setImmediate();
      turnEnds = performance.now() + turnMs;
    }
    signal?.throwIfAborted();
    looks.push(await lookAtEntry(entry, around));
    onProgress?.({ unit: "entries", done: looks.length, total, item: entry.name });
  }
  return looks;
}

type Hashes = Awaited<ReturnType<typeof hashFiles>>;

/** No model is called changed on the word of a memory that may be damaged: such files are read again. */
async function doubtMemory(
  looks: readonly EntryLook[],
  hashes: Hashes,
  signal: AbortSignal | undefined,
): Promise<void> {
  const doubtful = looks.flatMap((look) => {
    const { state, files = [] } = judgeBytes(look, hashes);
    const isWhole = state === "lock violated" || state === "content changed";
    const paths = pathsToHash(look);
    return paths.filter((path, index) => {
      const hash = hashes.get(path);
      const isRemembered = hash?.state === "hashed" && hash.isRemembered;
      return isRemembered && isWhole && (files[index]?.state !== "valid" || state === "lock violated");
    });
  });
  if (doubtful.length === 0) return;
  for (const [path, hash] of await hashFiles(doubtful, { signal })) hashes.set(path, hash);
}

const namesMax = 5;

/** Says which entries are made of the same bytes on disk. */
function withSharers(
  looks: readonly EntryLook[],
  checks: readonly EntryCheck[],
  keyOf: (path: string) => string | undefined,
): EntryCheck[] {
  const owners = new Map<string, Set<string>>();
  const keysOf = (look: EntryLook) => pathsToHash(look).flatMap((path) => keyOf(path) ?? []);
  for (const look of looks) {
    for (const key of keysOf(look)) {
      const names = owners.get(key) ?? new Set();
      owners.set(key, names.add(look.entry.name));
    }
  }
  return checks.map((check, index) => {
    const look = looks[index];
    const sharers = look ? keysOf(look).flatMap((key) => [...(owners.get(key) ?? [])]) : [];
    const others = [...new Set(sharers)].filter((name) => name !== check.name);
    return others.length === 0 ? check : { ...check, sharedWith: others.slice(0, namesMax) };
  });
}
