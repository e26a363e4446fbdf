import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { readAt } from "./event-file.ts";

const boundary = Buffer.from("\n\n");
const copiedBytes = 1024 * 1024;
const headBytesMax = 256 * 1024;

/**
 * Lets go of the older part of a record, but for how the run began. Whoever reads the old file can read it to its end;
 * numbers and ids stay what they were. Answers the new file, open for what comes next, and what it weighs.
 */
export async function trimEvents(
  path: string,
  keptBytes: number,
): Promise<{ file: FileHandle; bytes: number }> {
  const temporary = `${path}.trimmed.tmp`;
  const old = await open(path, "r");
  await rm(temporary, { force: true });
  const file = await open(temporary, "ax", 0o600);
  try {
    const { size } = await old.stat();
    const begin = await readAt(old, 0, headBytesMax);
    const head = begin.subarray(0, begin.indexOf(boundary) + boundary.length);
    let position = await frameAfter(old, Math.max(head.length, size - keptBytes));
    let bytes = head.length;
    await file.write(head);
    while (position < size) {
      const part = await readAt(old, position, Math.min(copiedBytes, size - position));
      await file.write(part);
      position += part.length;
      bytes += part.length;
    }
    await file.sync();
    await rename(temporary, path);
    return { file, bytes };
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await old.close();
  }
}

async function frameAfter(file: FileHandle, from: number): Promise<number> {
  for (let position = from - boundary.length; ; position += copiedBytes - boundary.length) {
    const part = await readAt(file, position, copiedBytes);
    const at = part.indexOf(boundary);
    if (at !== -1) return position + at + boundary.length;
    if (part.length < copiedBytes) return position + part.length;
  }
}
