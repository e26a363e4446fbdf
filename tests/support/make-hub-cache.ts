import { createHash } from "node:crypto";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

type Revision = { refs?: string[]; files: Readonly<Record<string, string | Buffer>> };

/** A repository as the hub's own programs leave it in their cache: blobs, links to them, and names of commits. */
export async function makeCachedRepo(
  cache: string,
  repo: string,
  revisions: Readonly<Record<string, Revision>>,
): Promise<string> {
  const folder = join(cache, `models--${repo.replaceAll("/", "--")}`);
  await mkdir(join(folder, "blobs"), { recursive: true });
  for (const [commit, { refs = [], files }] of Object.entries(revisions)) {
    for (const [path, content] of Object.entries(files)) {
      const name = join(folder, "snapshots", commit, path);
      // Small files go by git's hash, large ones by their own.
      const algorithm = /\.(?:gguf|safetensors)$/.test(path) ? "sha256" : "sha1";
      const blob = join(folder, "blobs", createHash(algorithm).update(content).digest("hex"));
      await writeFile(blob, content);
      await mkdir(dirname(name), { recursive: true });
      await symlink(relative(dirname(name), blob), name);
    }
    for (const ref of refs) {
      await mkdir(dirname(join(folder, "refs", ref)), { recursive: true });
      await writeFile(join(folder, "refs", ref), commit);
    }
  }
  return folder;
}
