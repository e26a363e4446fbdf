import type { Entry } from "../entry.ts";
import { tableOr } from "./edit-aspects.ts";
import { type Edit, editEntries, type Refusal } from "./edit-entries.ts";
import type { Content, ReadContent } from "./lock-contents.ts";
import type { Operation } from "./maintain.ts";

export type LockWanted = {
  names: readonly string[];
  /** By name, where just this content is to be expected from now on. */
  contents?: ReadonlyMap<string, Content> | undefined;
};

/** Locks entries. Hashes stand in the plan itself, so that a plan made of other bytes is another plan. */
export function lockVersion({ names, contents }: LockWanted): Operation {
  return editEntries({
    names,
    edit: (entry) => {
      const content = contents?.get(entry.name);
      if (!contents) return lockingOf(entry, undefined);
      if (entry.versionLock.locked) return lockedAlready;
      if (content && "files" in content) return lockingOf(entry, content);
      return {
        refuses: content?.says ?? "there are no files to read",
        hint: "Lock it as it is, without --set-expected.",
      };
    },
  });
}

const lockedAlready: Refusal = {
  refuses: "it is locked already, and keeps what it is locked to",
  hint: "Unlock it, then lock it with the content it has now.",
};

export function unlockVersion(names: readonly string[]): Operation {
  return editEntries({
    names,
    edit: (entry) => {
      if (!entry.versionLock.locked) return undefined;
      const lock = { ...tableOr(entry.raw.version_lock), locked: false, expected_aggregate_sha256: null };
      return { why: "unlocked", sparesLock: true, patch: { version_lock: lock } };
    },
  });
}

function lockingOf(entry: Entry, content: ReadContent | undefined): Edit | undefined {
  if (entry.versionLock.locked) return undefined;
  const before = tableOr(entry.raw.version_lock);
  const expected = content?.aggregateSha256 ?? before.expected_aggregate_sha256 ?? null;
  const isFirst = content !== undefined && entry.artifacts.files.length === 0;
  return {
    why: content ? "locked to its content" : "locked as it is",
    patch: {
      version_lock: { last_verified: null, ...before, locked: true, expected_aggregate_sha256: expected },
      ...(isFirst && { artifacts: { aggregate_sha256: content.aggregateSha256, files: content.files } }),
    },
    warnings: content && !isFirst ? differences(entry, content) : [],
  };
}

function differences({ name, artifacts }: Entry, { files }: ReadContent): string[] {
  const known = new Map(artifacts.files.map(({ path, sha256 }) => [path, sha256]));
  const changed = files.filter(({ path, sha256 }) => known.has(path) && known.get(path) !== sha256);
  return changed.length === 0
    ? []
    : [`${changed.map(({ path }) => path).join(", ")} of ${name} no longer hold what was recorded.`];
}
