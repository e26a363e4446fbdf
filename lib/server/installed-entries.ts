import type { Entry } from "#lib/registry/entry.ts";
import { installedOnce } from "#lib/registry/is-installed.ts";
import type { Installed } from "#lib/registry/query-entries.ts";

const freshMs = 5_000;
/** Looking may take one part in a hundred of the time, however long the list. */
const restFactor = 100;

export type InstalledEntries = ReturnType<typeof makeInstalledEntries>;

/**
 * Which entries are on the disk. Asking thousands of paths takes longer than an answer should, so what was found a
 * moment ago is told at once, and looked at again behind it.
 */
export function makeInstalledEntries() {
  let known: { entries: Entry[]; names: Installed; atMs: number; version: number } | undefined;
  let looking: Promise<void> | undefined;
  let version = 0;
  let restMs = freshMs;

  async function look(entries: Entry[]): Promise<void> {
    const startMs = performance.now();
    const isInstalled = installedOnce();
    const found = await Promise.all(
      entries.map(async (entry) => ((await isInstalled(entry)) ? entry.name : undefined)),
    );
    const names = new Set(found.filter((name) => name !== undefined));
    const before = known?.entries === entries ? known.names : undefined;
    const isSame = before?.size === names.size && [...names].every((name) => before.has(name));
    if (!isSame) version += 1;
    known = { entries, names, atMs: performance.now(), version };
    restMs = Math.max(freshMs, restFactor * (known.atMs - startMs));
  }

  return async (entries: Entry[]): Promise<{ names: Installed; version: number }> => {
    const isKnown = known?.entries === entries;
    if (known && isKnown && performance.now() - known.atMs < restMs) return known;
    looking ??= look(entries).finally(() => {
      looking = undefined;
    });
    if (known && isKnown) return known;
    await looking;
    return known ?? { names: new Set(), version };
  };
}
