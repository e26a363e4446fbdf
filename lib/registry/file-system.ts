import { constants } from "node:fs";
import { link, open, readFile, rename, unlink } from "node:fs/promises";

/** What saving asks of a file system, and no more, so that a test can let every single request fail. */
export type FileSystem = {
  /** Creates a file that must not exist yet, and never through a link. */
  create(path: string, mode: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file another name; both are of the same bytes. */
  link(path: string, name: string): Promise<void>;
  remove(path: string): Promise<void>;
  read(path: string): Promise<Buffer>;
  /** Waits until the bytes of a file are on the disk, whoever has written them. */
  syncFile(path: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
};

export type Owner = { uid: number; gid: number };

export type OpenFile = {
  /** Writes behind what is written what it can of the bytes from an offset on, and says how much that was. */
  write(bytes: Buffer, offset: number): Promise<number>;
  chmod(mode: number): Promise<void>;
  chown(owner: Owner): Promise<void>;
  sync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
};

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_WRONLY } = constants;

export const diskFileSystem: FileSystem = {
  async create(path, mode) {
    const file = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, mode);
    return {
      write: async (bytes, offset) =>
        (await file.write(bytes, offset, bytes.length - offset, null)).bytesWritten,
      chmod: (wanted) => file.chmod(wanted),
      chown: ({ uid, gid }) => file.chown(uid, gid),
      sync: () => file.sync(),
      size: async () => (await file.stat()).size,
      close: () => file.close(),
    };
  },
  rename,
  link,
  remove: unlink,
  read: (path) => readFile(path),
  syncFile: syncPath,
  async syncFolder(path) {
    // Windows cannot open a folder; its renames are journalled by the file system.
    if (process.platform !== "win32") await syncPath(path);
  },
};

async function syncPath(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
