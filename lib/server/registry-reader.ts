import { setImmediate } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { EntryDetails, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import type { Facets } from "#lib/registry/entry-facets.ts";
import { findEntry, loadRegistry, type Registry } from "#lib/registry/load-registry.ts";
import { knowNames } from "#lib/registry/name-meant.ts";
import { queryEntries } from "#lib/registry/query-entries.ts";
import { registrySignature } from "#lib/registry/registry-signature.ts";
import { entryDetailsOf } from "./entry-details-of.ts";
import { entryRowOf } from "./entry-row-of.ts";
import { makeInstalledEntries, presenceIn, type Seen } from "./installed-entries.ts";
import { keepFacets } from "./kept-facets.ts";
import { keepColumns, type PackedColumns } from "./registry-columns.ts";
import { parseRegistryQuery } from "./registry-query.ts";
import { queryRoles } from "./roles-query.ts";
import { ofTheseFiles } from "./still-unsound.ts";

const keptAnswersMax = 32;

export type RegistryReader = ReturnType<typeof makeRegistryReader>;
type ChecksOf = (name: string) => NonNullable<EntryDetails["checks"]>;
type Whole = { registry: Registry; all: RegistryAnswer["all"] };

/** Words the same answer about the same registry only once. */
export function makeRegistryReader(dir: string, checksOf: ChecksOf = () => []) {
  const installedEntries = makeInstalledEntries();
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const columnsOf = keepColumns();
  const facetsOf = keepFacets();
  const read = keepWhole(dir);

  async function query(params: URLSearchParams): Promise<RegistryAnswer> {
    const wanted = parseRegistryQuery(params);
    const whole = await read();
    const { entries } = whole.registry;
    const seen = await installedEntries(entries);
    const page = queryEntries(entries, wanted, seen.names);
    return toAnswer(whole, { ...page, facets: facetsOf(entries, wanted, seen) }, seen);
  }

  async function queryBytes(params: URLSearchParams): Promise<Uint8Array<ArrayBuffer>> {
    const { registry } = await read();
    const { version } = await installedEntries(registry.entries);
    const key = `${registry.signature} ${version} ${params}`;
    const found = kept.get(key);
    const bytes = found ?? new TextEncoder().encode(JSON.stringify(await query(params)));
    kept.delete(key);
    kept.set(key, bytes);
    for (const oldest of kept.keys()) if (kept.size > keptAnswersMax) kept.delete(oldest);
    return bytes;
  }

  async function columns(): Promise<PackedColumns> {
    const { registry } = await read();
    return columnsOf(registry, await installedEntries(registry.entries));
  }

  const details = async (name: string): Promise<EntryDetails> => {
    const found = await detailsIn((await read()).registry, name);
    return { ...found, checks: ofTheseFiles(checksOf(name), found.downloadedAt) };
  };
  const roles = async (params: URLSearchParams) => {
    const { entries } = (await read()).registry;
    const { names } = await installedEntries(entries);
    return queryRoles({ entries, installed: names }, params);
  };

  return { dir, read, query, queryBytes, columns, details, roles, signature: () => registrySignature(dir) };
}

/** Reads the registry again only when its files have changed. */
function keepWhole(dir: string): () => Promise<Whole> {
  let asking: Promise<string> | undefined;
  let known: { signature: string; whole: Promise<Whole> } | undefined;

  /** All who ask in one turn share one look at the files, and none gets a look that began before they asked. */
  function currentSignature(): Promise<string> {
    asking ??= setImmediate().then(() => {
      asking = undefined;
      return registrySignature(dir);
    });
    return asking;
  }

  return async () => {
    const signature = await currentSignature();
    if (known?.signature !== signature) {
      known = { signature, whole: loadRegistry(dir).then(toWhole) };
      known.whole.catch(() => {
        known = undefined;
      });
    }
    return known.whole;
  };
}

async function detailsIn(registry: Registry, name: string): Promise<EntryDetails> {
  const entry = findEntry(registry, name) ?? findEntry(registry, knowNames(registry.entries)(name) ?? name);
  if (entry) return entryDetailsOf(entry, registry);
  throw new ConsoleError("not-found", `There is no model ${name.slice(0, 200)} in the registry.`, {
    hint: "It may have been removed or renamed. Look in the list.",
  });
}

function toWhole(registry: Registry): Whole {
  const bytes = registry.entries.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  return { registry, all: { entries: registry.entries.length, bytes } };
}

type Page = ReturnType<typeof queryEntries> & { facets: Facets };

function toAnswer({ registry, all }: Whole, page: Page, seen: Seen): RegistryAnswer {
  const { problems, readOnly, signature } = registry;
  return {
    total: page.total,
    entries: page.entries.map((entry) => entryRowOf(entry, presenceIn(seen, entry))),
    ...{ all, facets: page.facets, problems, signature },
    ...(readOnly !== undefined && { readOnly }),
  };
}
