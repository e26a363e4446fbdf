import { randomBytes } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";

/** Writes a file so that a reader sees either nothing, the old text or the whole new text, also after a power cut. */
export async function saveWhole(path: string, text: string): Promise<void> {
  await saveThrough(path, text, (temporary) => rename(temporary, path));
}

/** The same, but the first writer wins; says whether this was it. */
export async function saveOnce(path: string, text: string): Promise<boolean> {
  return saveThrough(path, text, async (temporary) => {
    try {
      await link(temporary, path);
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
      throw error;
    }
  });
}

async function saveThrough<T>(path: string, text: string, install: (temporary: string) => Promise<T>) {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await install(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}
