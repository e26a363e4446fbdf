import { stat } from "node:fs/promises";
import { join } from "node:path";
import { markOf, stampOfMark } from "./file-mark.ts";
import { commitFile, layerFile, snapshotFile } from "./registry-files.ts";

const parts = [layerFile("curated"), layerFile("discovered"), commitFile];

/** Changes whenever the registry does. Four questions to the file system, so a server may ask on every request. */
export async function registrySignature(dir: string): Promise<string> {
  const [snapshot = "", ...stamps] = await Promise.all(
    [snapshotFile, ...parts].map((name) => stampOf(join(dir, name))),
  );
  return joined(stamps, snapshot);
}

type Moved = { dir: string; file: string; to: string };

/** The signature of a registry of which we ourselves moved a file elsewhere, if that is the one that was in its place. */
export async function signatureWithout(signature: string, { dir, file, to }: Moved): Promise<string> {
  const stamps = signature.split(",").slice(0, parts.length);
  const at = parts.indexOf(file);
  if ((await stampOf(to)) === stamps[at]) stamps[at] = "-";
  return joined(stamps, await stampOf(join(dir, snapshotFile)));
}

/** The snapshot is output; it says something only while no layer exists. */
function joined(stamps: readonly string[], snapshot: string): string {
  const isLegacy = stamps[0] === "-" && stamps[1] === "-";
  return [...stamps, ...(isLegacy ? [snapshot] : [])].join(",");
}

async function stampOf(path: string): Promise<string> {
  try {
    return stampOfMark(markOf(await stat(path, { bigint: true })));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "?";
    return code === "ENOENT" ? "-" : code;
  }
}
