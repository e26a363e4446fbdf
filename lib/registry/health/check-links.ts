import { readlink } from "node:fs/promises";
import { join } from "node:path";
import { layerFile, layerNames, snapshotFile } from "../registry-files.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";

/** Files of the registry that lie elsewhere. */
export async function checkLinks(dir: string): Promise<HealthFinding[]> {
  const names = [...layerNames.map(layerFile), snapshotFile];
  const found = await Promise.all(
    names.map(async (name) => ({
      name,
      target: await readlink(join(dir, name)).catch(() => undefined),
    })),
  );
  return findingOf(
    {
      ...{ check: "linked-file", severity: "note", title: "A file of the registry that is a link" },
      says: "A change writes what it leads to, and the link stays. The original puts a file in its place.",
    },
    found.flatMap(({ name, target }) =>
      target === undefined ? [] : [{ name, detail: `leads to ${target}` }],
    ),
  );
}
