import type { PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import { type HashCache, hashFiles } from "#lib/weights/hash-files.ts";
import { hashesOfFile } from "../transfer/file-hashes.ts";

export type Present = { file: PlannedFile; sha256: string };

type Checking = {
  signal: AbortSignal;
  cache?: HashCache | undefined;
  onProgress?: (done: number, total: number, path: string) => void;
};

/** Reads what is there already. Whatever has the hub's bytes need not come again; the rest is told apart. */
export async function checkPresent(
  files: readonly PlannedFile[],
  { signal, cache, onProgress }: Checking,
): Promise<{ right: Present[]; wrong: PlannedFile[] }> {
  const right: Present[] = [];
  const wrong: PlannedFile[] = [];
  const hashes = await hashFiles(
    files.flatMap(({ sha256, target }) => (sha256 === undefined ? [] : target)),
    { signal, cache, onProgress: ({ done, total, path }) => onProgress?.(done, total, path) },
  );
  for (const file of files) {
    const found = file.sha256 === undefined ? await gitHashesOf(file, signal) : hashes.get(file.target);
    const sha256 = found && "sha256" in found ? found.sha256 : undefined;
    const isRight =
      file.sha256 === undefined
        ? found !== undefined && "gitSha1" in found && found.gitSha1 === file.gitSha1
        : sha256 === file.sha256;
    if (isRight && sha256 !== undefined) right.push({ file, sha256 });
    else wrong.push(file);
  }
  return { right, wrong };
}

const gitHashesOf = ({ target, bytes }: PlannedFile, signal: AbortSignal) =>
  hashesOfFile(target, { bytes, withGitSha1: true, signal });
