import { expect, test } from "vitest";
import { isLocked } from "#lib/registry/guard-unlocked.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { lockVersion, unlockVersion } from "#lib/registry/operations/lock-version.ts";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { planRemoval } from "#lib/registry/remove-entry.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const odd = [
  true,
  "locked",
  { locked: "yes" },
  { locked: 1, last_verified: null },
  { locked: true, last_verified: 5 },
];

test("a lock that somebody wrote in another way holds, and unlocking writes it right", async () => {
  const names = odd.map((_, index) => `m${index}`);
  const discovered = odd.map((lock, index) => entryNamed(`m${index}`, { version_lock: lock }));
  const dir = await registryFolder({ discovered });
  const removal = { name: "m0", more: names.slice(1), purge: true };
  const removed = await planRemoval(dir, removal, { roots: [] });
  expect(removed.removed).toEqual([]);
  expect(removed.blocked.map(({ what }) => what)).toEqual(names);
  const locking = { command: "lock", picked: {}, operation: lockVersion({ names }) };
  expect((await planMaintenance(dir, locking)).changed).toEqual([]);
  await applyMaintenance(dir, { command: "unlock", picked: {}, operation: unlockVersion(names) });
  const registry = await loadRegistry(dir);
  const written = names.map((name) => findEntry(registry, name)?.raw.version_lock);
  expect(written.slice(0, 3)).toEqual(Array(3).fill({ locked: false, expected_aggregate_sha256: null }));
  expect(registry.entries.filter(({ versionLock }) => versionLock.locked)).toEqual([]);
});

test("only a clear word says that a model is not locked", () => {
  expect(
    [undefined, null, false, {}, { locked: null }, { locked: false, last_verified: 5 }].some(isLocked),
  ).toBe(false);
  expect([...odd, [], 0, ""].every(isLocked)).toBe(true);
});
