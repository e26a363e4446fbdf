import { lstat } from "node:fs/promises";
import { resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { aggregateSha256Of } from "#lib/weights/checksums.ts";
import { changeRegistry, rehearseChange } from "../change-registry.ts";
import { findEntry, type Registry } from "../load-registry.ts";
import { isInside } from "../locate-in-roots.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import { isRecord } from "../raw-entry.ts";
import type { RegistryDraft } from "../registry-draft.ts";
import { checkEntry, type EntryCheck, type HashedFile } from "./check-entry.ts";

export type VerifyWanted = { name?: string | undefined; full: boolean };

type Watching = { onProgress?: (progress: VerifyProgress) => void; signal?: AbortSignal };
export type VerifyProgress = { unit: "entries" | "bytes"; done: number; total: number; item: string };

const isWrong = ({ state }: EntryCheck) =>
  state === "missing" || state === "changed" || state === "unreadable";

export const wrongOf = (checks: readonly EntryCheck[]): EntryCheck[] => checks.filter(isWrong);

/** Checks one entry, or all that have a download. */
export async function verifyRegistry(
  registry: Registry,
  { name, full }: VerifyWanted,
  { onProgress, signal }: Watching = {},
): Promise<EntryCheck[]> {
  const one = name === undefined ? undefined : findEntry(registry, name);
  if (name !== undefined && !one) {
    throw new ConsoleError("not-found", `Variant not found: ${name}`, { hint: "See modeldeck list." });
  }
  const entries = one ? [one] : registry.entries.filter(({ path }) => path !== undefined);
  const total = full ? entries.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0) : entries.length;
  const checks: EntryCheck[] = [];
  let before = 0;
  for (const entry of entries) {
    const tell = (bytes: number) =>
      onProgress?.({ unit: full ? "bytes" : "entries", done: before + bytes, total, item: entry.name });
    tell(0);
    const check = await checkEntry(entry, {
      full,
      ...(full && { onBytes: tell }),
      ...(signal && { signal }),
    });
    checks.push(check);
    before += full ? (entry.sizeBytes ?? 0) : 1;
  }
  return checks;
}

/** Remembers hashes that were made for the first time. Nothing else of an entry changes. */
export async function recordHashes(dir: string, checks: readonly EntryCheck[]): Promise<number> {
  const fresh = checks.filter(({ hashes }) => hashes !== undefined);
  if (fresh.length === 0) return 0;
  const { touched } = await changeRegistry(dir, { command: "verify", backup: false }, (draft) => {
    for (const { name, hashes = [] } of fresh) {
      if (draft.get(name)) draft.setFields(name, { artifacts: toArtifacts(hashes) }, { unlock: true });
    }
  });
  return touched.length;
}

const toArtifacts = (files: HashedFile[]) => ({ aggregate_sha256: aggregateSha256Of(files), files });

/** What forgetting the downloads that are gone would change. */
export async function planForgetting(
  dir: string,
  checks: readonly EntryCheck[],
  roots: string[],
): Promise<Plan> {
  const away = await rootsAway(roots);
  const { result } = await rehearseChange(dir, (draft, registry) =>
    prepare({ draft, registry, checks, away }),
  );
  return result;
}

export async function applyForgetting(
  dir: string,
  { checks, roots }: { checks: readonly EntryCheck[]; roots: string[] },
  expectedId: string | undefined,
): Promise<{ plan: Plan; backup: string | undefined; signature: string }> {
  const away = await rootsAway(roots);
  const { result, backup, signature } = await changeRegistry(
    dir,
    { command: "verify" },
    (draft, registry) => {
      const plan = prepare({ draft, registry, checks, away });
      guardPlan(plan, expectedId);
      return plan;
    },
  );
  return { plan: result, backup, signature };
}

type Forgetting = { draft: RegistryDraft; registry: Registry; checks: readonly EntryCheck[]; away: string[] };

function prepare({ draft, registry, checks, away }: Forgetting): Plan {
  const warnings: string[] = [];
  for (const { name, path, state } of checks) {
    const raw = draft.get(name);
    if (state !== "missing" || path === undefined || raw?.download_path !== path) continue;
    const root = away.find((each) => isInside(resolve(path), each));
    if (root) {
      warnings.push(
        `${name} is left alone: ${root} is not there at all, perhaps a disk that is not mounted.`,
      );
      continue;
    }
    const metadata = isRecord(raw.metadata) ? raw.metadata : {};
    const cleared = {
      download_path: null,
      download_size_bytes: null,
      download_files: [],
      download_directory_checksum: null,
      metadata: { ...metadata, removed_download: true },
    };
    if (isRecord(raw.version_lock) && raw.version_lock.locked === true) {
      warnings.push(`${name} is left alone: its version is locked.`);
    } else draft.setFields(name, cleared, { why: "its files are gone" });
  }
  return planOf({ command: "verify", state: registry.signature, draft, warnings });
}

async function rootsAway(roots: readonly string[]): Promise<string[]> {
  const away: string[] = [];
  for (const root of roots) {
    const isThere = await lstat(root).then(
      () => true,
      () => false,
    );
    if (!isThere) away.push(root);
  }
  return away;
}
