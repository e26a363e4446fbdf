import { createHash } from "node:crypto";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan, PlanWithoutId } from "#cli-bridge/protocol/plan.ts";
import { toCountWords, toNumberWords } from "#lib/format.ts";
import { sha256Of } from "./commit-record.ts";
import { isAlike, ownIn, setBesides } from "./is-alike.ts";
import { isRecord, type RawEntry } from "./raw-entry.ts";
import type { RegistryDraft } from "./registry-draft.ts";
import { preSplitFile, snapshotFile } from "./registry-files.ts";
import type { TouchedEntry } from "./touched-entries.ts";

export type PlanMaking = {
  command: string;
  /** The signature of the registry, and whatever else the plan was made from. */
  state: string;
  draft: Pick<RegistryDraft, "touched"> & Partial<Pick<RegistryDraft, "isLegacy">>;
  summary?: string;
  files?: Plan["files"];
  bytesFreed?: number;
  bytesKept?: number;
  warnings?: readonly string[];
  spared?: NonNullable<Plan["spared"]>;
  blocked?: Plan["blocked"];
  backup?: boolean;
};

export const splitWords = `${snapshotFile} is the single file of earlier times. This change splits it into two layers, as the original tool does. It is kept as ${preSplitFile}, and an undo of this change makes it whole again.`;

/** Says what a draft would do, field by field. */
export function planOf({ command, state, draft, ...making }: PlanMaking): Plan {
  const { touched } = draft;
  const { added, changed, removed } = deedsOf(touched);
  const files = making.files ?? [];
  const bytesOf = (deeds: string[]) =>
    files.reduce((bytes, file) => (deeds.includes(file.deed) ? bytes + file.bytes : bytes), 0);
  const plan = {
    command,
    state: sha256Of(state),
    summary: making.summary ?? summaryOf({ added, changed, removed, files, blocked: making.blocked ?? [] }),
    added,
    changed,
    removed,
    files,
    bytesFreed: making.bytesFreed ?? bytesOf(["trash", "delete"]),
    bytesKept: making.bytesKept ?? bytesOf(["keep"]),
    ...(making.spared && making.spared.length > 0 && { spared: making.spared }),
    warnings: [...(draft.isLegacy && touched.length > 0 ? [splitWords] : []), ...(making.warnings ?? [])],
    blocked: making.blocked ?? [],
    backup: making.backup ?? touched.length > 0,
  };
  return withPlanId(plan);
}

/** Long enough that no two plans share it, short enough to be read aloud in two breaths. */
const idLength = 24;

/**
 * A plan's id is a hash of all that it says, so that a plan cannot be applied that nobody has seen. The same state is
 * told in the same order each time, and to sort millions of keys first would cost more than all else a plan costs.
 */
export function withPlanId(plan: PlanWithoutId): Plan {
  return { id: hashOf(plan).slice(0, idLength), ...plan };
}

/** The text of so many rows dies young. One of the whole plan would be sixteen megabytes that the collector copies. */
const rowsAtOnce = 64;

function hashOf(plan: object): string {
  const hash = createHash("sha256");
  for (const [key, value] of Object.entries(plan)) {
    hash.update(`${JSON.stringify(key)}:`);
    const parts = Array.isArray(value) && value.length > rowsAtOnce ? chunksOf(value) : [value];
    for (const part of parts) hash.update(JSON.stringify(part));
  }
  return hash.digest("hex");
}

function* chunksOf(rows: readonly unknown[]): Generator<readonly unknown[]> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce);
}

/** Refuses to apply a plan that is not the one that was shown. */
export function guardPlan(plan: Plan, expectedId: string | undefined): void {
  if (expectedId !== undefined && expectedId !== plan.id) {
    const id = expectedId.slice(0, 80);
    const why = "The registry or the files have changed since it was made, or it never was a plan of this.";
    throw new ConsoleError("stale-plan", `The plan ${id} does not fit what is there now. ${why}`, {
      hint: "Nothing was done. Look at the new plan and apply that.",
    });
  }
  const obstacle = plan.blocked[0];
  if (obstacle)
    throw new ConsoleError("blocked", `${obstacle.what}: ${obstacle.why}`, { hint: obstacle.hint });
}

function deedsOf(touched: readonly TouchedEntry[]): Pick<Plan, "added" | "changed" | "removed"> {
  const deeds: Pick<Plan, "added" | "changed" | "removed"> = { added: [], changed: [], removed: [] };
  for (const { name, layer, why, before, after, patch } of touched) {
    if (before && after) deeds.changed.push({ name, layer, why, changes: changesOf(before, after, patch) });
    else if (after) deeds.added.push({ name, layer, why, after });
    else if (before) deeds.removed.push({ name, layer, why, before });
  }
  return deeds;
}

/** What differs between two objects, key by key, in the largest table too; an absent value is null. `patch`: all that was set of an entry. */
export function changesOf(before: RawEntry, after: RawEntry, patch?: RawEntry): Changes {
  const changes: Changes = [];
  if (patch) {
    for (const field in patch) noteChange(changes, field, ownIn(before, field), ownIn(after, field));
    for (const field in setBesides) {
      if (!Object.hasOwn(patch, field)) noteChange(changes, field, before[field], after[field]);
    }
    return changes;
  }
  eachKey(before, after, (field) => noteChange(changes, field, ownIn(before, field), ownIn(after, field)));
  return changes;
}

/** A list of the keys of each of ten thousand entries would be most of what a plan leaves to the collector. */
function eachKey(one: RawEntry, other: RawEntry, see: (key: string) => void): void {
  for (const key in one) see(key);
  for (const key in other) if (!Object.hasOwn(one, key)) see(key);
}

type Changes = Plan["changed"][number]["changes"];

function noteChange(changes: Changes, field: string, before: unknown, after: unknown): void {
  if (before === after || isAlike(before ?? null, after ?? null)) return;
  if (field === largeTable && isRecord(before) && isRecord(after)) noteParts(changes, before, after);
  else changes.push({ field, before: before ?? null, after: after ?? null });
}

/** Told whole on both sides it would be three quarters of a plan, and mostly one word of it changes. */
const largeTable = "metadata";

/** Where a null comes or goes there is nothing else to tell of the table. */
function noteParts(changes: Changes, before: RawEntry, after: RawEntry): void {
  eachKey(before, after, (key) => {
    const [was, is] = [ownIn(before, key), ownIn(after, key)];
    if (isAlike(was, is)) return;
    changes.push({ field: `${largeTable}.${key}`, before: was ?? null, after: is ?? null });
  });
}

type Deeds = Pick<Plan, "added" | "changed" | "removed" | "files" | "blocked">;

function summaryOf({ added, changed, removed, files, blocked }: Deeds): string {
  const countFiles = (deed: string) => files.filter((file) => file.deed === deed).length;
  const parts = [
    countOf(added.length, "entry", "to add"),
    countOf(changed.length, "entry", "to change"),
    countOf(removed.length, "entry", "to remove"),
    countOf(countFiles("trash"), "path", "to move to the trash"),
    countOf(countFiles("delete"), "path", "to delete for ever"),
    countOf(countFiles("restore"), "path", "to restore"),
  ].filter((part) => part !== "");
  if (parts.length > 0) return `${parts.join(", ")}.`;
  return blocked.length === 0
    ? "Nothing to do."
    : `Nothing can be done: ${toNumberWords(blocked.length)} blocked.`;
}

function countOf(count: number, noun: "entry" | "path", deed: string): string {
  if (count === 0) return "";
  const plural = noun === "entry" ? "entries" : "paths";
  return `${toCountWords(count, noun, plural)} ${deed}`;
}
