import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { sha256Of } from "./commit-record.ts";
import { type FileBytes, piecesOf } from "./file-bytes.ts";

export type FileHash = { name: string; sha256: string };

/** What each file is known by, reckoned beside other work; files that share their bytes are reckoned once. */
export function hashed<File extends { bytes: FileBytes }>(
  files: readonly File[],
): Promise<(File & Pick<FileHash, "sha256">)[]> {
  const hashes = new Map<FileBytes, Promise<string>>();
  const hashOf = (bytes: FileBytes) => {
    const hash = hashes.get(bytes) ?? sha256Beside(bytes);
    hashes.set(bytes, hash);
    return hash;
  };
  return Promise.all(files.map(async (file) => ({ ...file, sha256: await hashOf(file.bytes) })));
}

/** What a file is known by; nothing where it cannot be read. */
export const hashAt = (path: string): Promise<string | undefined> =>
  readFile(path).then(sha256Of, () => undefined);

/** A question to the disk waits for the end of a slice, and a dozen of them are asked one after the other before a byte is written. */
const sliceBytes = 250_000;

/** Slice by slice, so that the requests to the disk go on meanwhile; the web's digest would copy the bytes twice. */
async function sha256Beside(bytes: FileBytes): Promise<string> {
  const hash = createHash("sha256");
  for (const piece of piecesOf(bytes)) {
    for (let at = 0; at < piece.length; at += sliceBytes) {
      hash.update(piece.subarray(at, at + sliceBytes));
      await setImmediate();
    }
  }
  return hash.digest("hex");
}
