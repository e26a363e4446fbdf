import { join } from "node:path";
import { guardWritable } from "#lib/registry/load-registry.ts";
import { readContents } from "#lib/registry/operations/lock-contents.ts";
import { lockVersion } from "#lib/registry/operations/lock-version.ts";
import { isRecord } from "#lib/registry/raw-entry.ts";
import { openHashCache } from "#lib/state/hash-cache.ts";
import { edit } from "../edit.ts";
import { readRegistry } from "../read-registry.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

export const lock: Handler<"lock"> = async (input, session) => {
  const names = [input.name, ...(input.more ?? [])];
  const contents = input.setExpected ? await contentsOf(names, session) : undefined;
  const lockOf = (name: string) => {
    const content = contents?.get(name);
    return content && "files" in content ? content.aggregateSha256 : undefined;
  };
  return edit(
    {
      ...{ name: "lock", input, names, operation: lockVersion({ names, contents }) },
      ...{ done: "Locked", nothing: "Locked already." },
      // Content that was just read has just been verified.
      atApply: (name, after) => {
        const expected = lockOf(name);
        if (expected === undefined || !isRecord(after.version_lock)) return undefined;
        return { version_lock: { ...after.version_lock, last_verified: new Date().toISOString() } };
      },
    },
    session,
  );
};

/** Read before the registry is taken hold of, because weights may take minutes. */
async function contentsOf(names: readonly string[], session: Session) {
  const registry = await readRegistry(session);
  guardWritable(registry);
  const { home } = await session.settings();
  const cache = openHashCache(join(home.value, "hashes.db"));
  const wanted = registry.entries.filter(
    ({ name, versionLock }) => names.includes(name) && !versionLock.locked,
  );
  try {
    return await readContents(wanted, {
      cache,
      onProgress: ({ done, total, path }) =>
        session.tellProgress({ phase: "hash", unit: "bytes", done, total, item: path }),
    });
  } finally {
    cache.close();
  }
}
