import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import {
  type Dictionary,
  entryFlags,
  type NamedColumn,
  namedColumns,
  type RegistryColumns,
  type SearchedPart,
  searchedParts,
} from "#cli-bridge/protocol/registry-columns.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { isFavourite, tagsOf } from "#lib/registry/entry-marks.ts";
import type { Presence } from "#lib/registry/is-installed.ts";
import { searchedWords } from "#lib/registry/searched-words.ts";
import { presenceIn, type Seen } from "./installed-entries.ts";

type Whole = { entries: readonly Entry[]; signature: string };
export type PackedColumns = { etag: string; gzipped: Uint8Array<ArrayBuffer> };

const compress = promisify(gzip);

/** Packs the columns once for each state of the registry. */
export function keepColumns() {
  let packed: { etag: string; columns: Promise<PackedColumns> } | undefined;
  return ({ entries, signature }: Whole, seen: Seen): Promise<PackedColumns> => {
    const etag = `"${createHash("sha256").update(`${signature} ${seen.version}`).digest("base64url")}"`;
    if (packed?.etag === etag) return packed.columns;
    const columns = pack(toColumns(entries, etag, seen), etag);
    packed = { etag, columns };
    columns.catch(() => {
      packed = undefined;
    });
    return columns;
  };
}

async function pack(columns: RegistryColumns, etag: string): Promise<PackedColumns> {
  const bytes = await compress(JSON.stringify(columns), { level: 5 });
  return { etag, gzipped: new Uint8Array(bytes) };
}

export function toColumns(
  entries: readonly Entry[],
  signature: string,
  seen: Omit<Seen, "version">,
): RegistryColumns {
  const named = namedColumns.map((name) => [name, dictionaryOf(entries, (entry) => entry[name])] as const);
  const searched = searchedParts.map(
    (part) => [part, dictionaryOf(entries, (entry) => searchedWords(part, entry))] as const,
  );
  return {
    signature,
    name: entries.map(({ name }) => name),
    displayName: entries.map(({ name, displayName }) => unless(name, displayName)),
    servedModelId: entries.map(({ name, servedModelId }) =>
      servedModelId === undefined ? null : unless(name, servedModelId),
    ),
    folder: dictionaryOf(entries, ({ path }) => path?.slice(0, lastStart(path))),
    file: entries.map(({ name, path = "" }) => unless(name, path.slice(lastStart(path)))),
    aliases: entries.map(({ aliases }) => aliases.join("\n")),
    size: entries.map(({ sizeBytes = -1 }) => sizeBytes),
    flags: entries.map((entry) => flagsOf(entry, presenceIn(seen, entry))),
    verified: dictionaryOf(entries, ({ versionLock }) => versionLock.lastVerified),
    named: Object.fromEntries(named) as Record<NamedColumn, Dictionary<string>>,
    roles: dictionaryOf(entries, ({ roles, rolePriority }) =>
      roles.map((role): [string, number] => [role, rolePriority[role] ?? -1]),
    ),
    tags: dictionaryOf(entries, tagsOf),
    capabilities: dictionaryOf(entries, ({ capabilities }) => capabilities),
    searched: Object.fromEntries(searched) as Record<SearchedPart, Dictionary<string>>,
  };
}

const unless = (name: string, text: string) => (text === name ? "" : text);
const lastStart = (path: string) => path.lastIndexOf("/") + 1;

function flagsOf(entry: Entry, presence: Presence): number {
  const is = {
    installed: presence !== "gone",
    keptByOllama: presence === "kept by Ollama",
    deprecated: entry.deprecated,
    testing: entry.testing,
    logicalOnly: entry.logicalOnly,
    locked: entry.versionLock.locked,
    favourite: isFavourite(entry),
  };
  return Object.entries(entryFlags).reduce(
    (flags, [name, bit]) => flags | (is[name as keyof typeof is] ? bit : 0),
    0,
  );
}

function dictionaryOf<Value>(
  entries: readonly Entry[],
  readValue: (entry: Entry) => Value | undefined,
): Dictionary<Value> {
  const places = new Map<string, number>();
  const values: Value[] = [];
  const of = entries.map((entry) => {
    const value = readValue(entry);
    if (value === undefined) return -1;
    const key = JSON.stringify(value);
    const known = places.get(key) ?? values.push(value) - 1;
    places.set(key, known);
    return known;
  });
  return { values, of };
}
