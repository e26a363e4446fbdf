import { createHash } from "node:crypto";

type SizedFile = { path: string; bytes: number };
type HashedFile = { path: string; sha256: string };

/**
 * The registry's fingerprint of a folder: sha256 over relative path and decimal size of every file, in the order of
 * path components, cut to 16 digits. It tells whether files came, went or changed size, and reads none of them.
 */
export function directoryChecksumOf(files: readonly SizedFile[]): string {
  const hash = createHash("sha256");
  for (const { path, bytes } of files.toSorted((one, other) => comparePaths(one.path, other.path))) {
    hash.update(`${path}${bytes}`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The registry's hash of all artifacts: sha256 of the sorted lines `sha256`, two spaces, path. */
export function aggregateSha256Of(files: readonly HashedFile[]): string {
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${path}`).toSorted(compareText);
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

/** By components and code points, as Python sorts paths: `a/b` comes before `a-b`. */
export function comparePaths(one: string, other: string): number {
  const others = other.split("/");
  const ones = one.split("/");
  for (let index = 0; index < Math.min(ones.length, others.length); index += 1) {
    const order = compareText(ones[index] ?? "", others[index] ?? "");
    if (order !== 0) return order;
  }
  return ones.length - others.length;
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
}
