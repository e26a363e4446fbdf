import { diskFileSystem, type FileSystem, type OpenFile } from "#lib/registry/file-system.ts";

export type Failure = "ENOSPC" | "EIO" | "EDQUOT" | "EMFILE" | "short";

/** The disk, but the k-th request to it fails; `short` lets a write take one byte only, again and again. */
export function failingAt(k: number, failure: Failure): { fs: FileSystem; calls: () => number } {
  let calls = 0;
  const fails = () => {
    calls += 1;
    if (calls === k && failure !== "short")
      throw Object.assign(new Error(`${failure}: played`), { code: failure });
  };
  const played =
    <Words extends unknown[], Answer>(ask: (...words: Words) => Promise<Answer>) =>
    async (...words: Words): Promise<Answer> => {
      fails();
      return ask(...words);
    };
  const wrap = (file: OpenFile): OpenFile => ({
    write: played((bytes, offset) => {
      const isShort = calls >= k && failure === "short";
      return file.write(isShort ? bytes.subarray(0, offset + 1) : bytes, offset);
    }),
    chmod: played(file.chmod),
    chown: played(file.chown),
    sync: played(file.sync),
    size: played(file.size),
    close: async () => {
      await file.close();
      fails();
    },
  });
  const disk = diskFileSystem;
  const fs: FileSystem = {
    create: played(async (path, mode) => wrap(await disk.create(path, mode))),
    rename: played(disk.rename),
    link: played(disk.link),
    remove: played(disk.remove),
    read: played(disk.read),
    syncFile: played(disk.syncFile),
    syncFolder: played(disk.syncFolder),
  };
  return { fs, calls: () => calls };
}
