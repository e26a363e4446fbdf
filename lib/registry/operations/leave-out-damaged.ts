import type { ScanFound } from "./find-models.ts";

/** What is found with a header that contradicts its own bytes is told of, and never offered to the registry. */
export function leaveOutDamaged(found: ScanFound): ScanFound {
  const { models, issues } = found;
  if (models.every(({ faults }) => faults.length === 0)) return found;
  const damaged = models.flatMap(({ path, faults: [fault] }): ScanFound["issues"] =>
    fault === undefined ? [] : [{ kind: "issue", path, code: damagedCode, message: `left out: ${fault}` }],
  );
  return { models: models.filter(({ faults }) => faults.length === 0), issues: [...issues, ...damaged] };
}

/** Tells what is broken from what could not be read. */
export const damagedCode = "damaged";
