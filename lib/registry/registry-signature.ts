import { stat } from "node:fs/promises";
import { join } from "node:path";
import { commitFile, layerFile, snapshotFile } from "./registry-files.ts";

/** Changes whenever the registry does. Four questions to the file system, so a server may ask on every request. */
export async function registrySignature(dir: string): Promise<string> {
  const [curated, discovered, commit, snapshot] = await Promise.all(
    [layerFile("curated"), layerFile("discovered"), commitFile, snapshotFile].map((name) =>
      stampOf(join(dir, name)),
    ),
  );
  // The snapshot is output; it says something only while no layer exists.
  const legacy = curated === "-" && discovered === "-" ? `,${snapshot}` : "";
  return `${curated},${discovered},${commit}${legacy}`;
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs}.${size}.${ino}`;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "?";
    return code === "ENOENT" ? "-" : code;
  }
}
