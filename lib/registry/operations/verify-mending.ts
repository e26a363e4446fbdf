import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { aggregateSha256Of } from "#lib/weights/checksums.ts";
import type { Registry } from "../load-registry.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { hashedOf } from "./check-bytes.ts";
import type { EntryCheck } from "./entry-check.ts";
import { fewWarnings } from "./few-warnings.ts";
import { notGoneOnce } from "./in-trash.ts";
import { applyMaintenance, type Finding, type Findings, type Picked, planMaintenance } from "./maintain.ts";

export type Mending = {
  checks: readonly EntryCheck[];
  roots: readonly string[];
  /** Clear the download of entries whose files are gone. */
  forget: boolean;
  /** Keep the hashes of entries that had none. */
  record: boolean;
  picked: Picked;
};

/** What mending the registry after a check would change. */
export const planMending = (dir: string, mending: Mending): Promise<Plan> =>
  planMaintenance(dir, maintaining(mending));

/** Mends it, if that still is what the plan said. */
export const applyMending = (dir: string, mending: Mending, expectedId?: string) =>
  applyMaintenance(dir, maintaining(mending), expectedId);

const maintaining = (mending: Mending) => ({
  command: "verify",
  picked: mending.picked,
  operation: (registry: Registry) => findWhatToMend(registry, mending),
});

async function findWhatToMend(
  registry: Registry,
  { checks, roots, forget, record }: Mending,
): Promise<Findings> {
  const byName = new Map(registry.entries.map((entry) => [entry.name, entry]));
  const whyNotGone = notGoneOnce({ dir: registry.dir, roots }, registry.entries);
  const findings: Finding[] = [];
  const warnings: string[] = [];
  for (const check of checks) {
    const { name, path, state } = check;
    // Whoever was given other files since the check is not judged by what was found before.
    const entry = byName.get(name);
    if (path === undefined || entry?.path !== path) continue;
    if (forget && state === "missing") {
      const why = await whyNotGone(path);
      if (why === undefined) findings.push(forgetting(entry));
      else warnings.push(`${name} is left alone: ${why}.`);
    }
    if (record && (state === "not recorded" || state === "valid")) {
      const finding = recording(check);
      if (finding) findings.push(finding);
    }
  }
  return { findings, warnings: fewWarnings(warnings) };
}

function forgetting({ name, raw: { metadata } }: { name: string; raw: RawEntry }): Finding {
  const patch = {
    download_path: null,
    download_size_bytes: null,
    download_files: [],
    download_directory_checksum: null,
    metadata: { ...(isRecord(metadata) ? metadata : {}), removed_download: true },
  };
  return { name, why: "its files are gone", deed: "change", patch };
}

function recording({ name, files = [] }: EntryCheck): Finding | undefined {
  const hashed = hashedOf(files);
  const isWhole = hashed.length > 0 && hashed.length === files.length;
  if (!isWhole || files.every(({ state }) => state === "valid")) return undefined;
  const patch = { artifacts: { aggregate_sha256: aggregateSha256Of(hashed), files: hashed } };
  return { name, why: "its files had no hash yet", deed: "change", patch };
}
