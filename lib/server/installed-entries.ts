import type { Entry } from "#lib/registry/entry.ts";
import { type Presence, presenceOnce } from "#lib/registry/is-installed.ts";
import type { Installed } from "#lib/registry/query-entries.ts";

const freshMs = 5_000;
/** Looking may take one part in a hundred of the time, however long the list. */
const restFactor = 100;

export type InstalledEntries = ReturnType<typeof makeInstalledEntries>;
/** `kept`: those of them that Ollama keeps, and nobody has looked for. */
export type Seen = { names: Installed; kept: Installed; version: number };

/**
 * Which entries are on the disk. Asking thousands of paths takes longer than an answer should, so what was found a
 * moment ago is told at once, and looked at again behind it.
 */
export function makeInstalledEntries() {
  let known:
    | { entries: Entry[]; names: Installed; kept: Installed; atMs: number; version: number }
    | undefined;
  let looking: Promise<void> | undefined;
  let version = 0;
  let restMs = freshMs;

  async function look(entries: Entry[]): Promise<void> {
    const startMs = performance.now();
    const presenceOf = presenceOnce();
    const [names, kept] = [new Set<string>(), new Set<string>()];
    const found = await Promise.all(
      entries.map(async (entry) => ({ name: entry.name, presence: await presenceOf(entry) })),
    );
    for (const { name, presence } of found) {
      if (presence !== "gone") names.add(name);
      if (presence === "kept by Ollama") kept.add(name);
    }
    const before = known?.entries === entries ? known : undefined;
    if (!before || !isSame(before.names, names) || !isSame(before.kept, kept)) version += 1;
    known = { entries, names, kept, atMs: performance.now(), version };
    restMs = Math.max(freshMs, restFactor * (known.atMs - startMs));
  }

  return async (entries: Entry[]): Promise<Seen> => {
    const isKnown = known?.entries === entries;
    if (known && isKnown && performance.now() - known.atMs < restMs) return known;
    looking ??= look(entries).finally(() => {
      looking = undefined;
    });
    if (known && isKnown) return known;
    await looking;
    return known ?? { names: new Set(), kept: new Set(), version };
  };
}

const isSame = (one: Installed, other: Installed): boolean =>
  one.size === other.size && [...one].every((name) => other.has(name));

export const presenceIn = (
  { names, kept }: Omit<Seen, "version">,
  { name }: Pick<Entry, "name">,
): Presence => (kept.has(name) ? "kept by Ollama" : names.has(name) ? "there" : "gone");
