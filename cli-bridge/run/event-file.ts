import type { FileHandle } from "node:fs/promises";

const boundary = Buffer.from("\n\n");
const idMark = Buffer.from("\n\nid: ");
const endedMark = Buffer.from("event: ended\n");
/** Twice as much is no faster, and its garbage costs a reading server 25 MB more. */
const probeBytes = 32 * 1024;
const frameBytesMax = 64 * 1024 * 1024;

/** Up to `bytes` of a file from a position on; fewer only at its end. */
export async function readAt(file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}

/** Whole frames from a frame's start on: at least one when one is there, and nothing of an unfinished one. */
export async function framesAt(file: FileHandle, position: number, bytes = probeBytes): Promise<Buffer> {
  for (let size = bytes; size <= frameBytesMax; size *= 4) {
    const read = await readAt(file, position, size);
    const end = read.lastIndexOf(boundary);
    if (end !== -1) return read.subarray(0, end + 2);
    if (read.length < size) return read.subarray(0, 0);
  }
  throw new Error(`An event is longer than ${frameBytesMax} bytes.`);
}

/** Where the first frame with an id above `after` starts. Ids only ever grow, so halving finds it in any size of file. */
export async function positionAfter(file: FileHandle, after: number): Promise<number> {
  if (after <= 0) return 0;
  let low = 0;
  let high = (await file.stat()).size;
  while (high - low > probeBytes) {
    const middle = Math.floor((low + high) / 2);
    const found = await frameFrom(file, middle, high);
    if (found && found.id <= after) low = found.position;
    else high = middle;
  }
  return walkPast(file, low, after);
}

/** Whether whole frames end with the one that ends a run. */
export function isEnding(frames: Buffer): boolean {
  if (frames.length === 0) return false;
  const start = frames.lastIndexOf(boundary, -3);
  const from = start === -1 ? 0 : start + 2;
  const mark = frames.indexOf(endedMark, from);
  return mark !== -1 && mark <= from + 32;
}

/** The id of the last of whole frames. */
export function lastIdOf(frames: Buffer): number {
  const start = frames.lastIndexOf(boundary, -3);
  return idAt(frames, start === -1 ? 0 : start + boundary.length);
}

async function frameFrom(file: FileHandle, from: number, to: number) {
  for (let position = from; position < to; position += probeBytes) {
    const read = await readAt(file, position, probeBytes + 64);
    const mark = read.indexOf(idMark);
    if (mark === -1 || mark > probeBytes) continue;
    const start = mark + boundary.length;
    if (position + start >= to) return undefined;
    return { position: position + start, id: idAt(read, start) };
  }
  return undefined;
}

async function walkPast(file: FileHandle, from: number, after: number): Promise<number> {
  let position = from;
  while (true) {
    const frames = await framesAt(file, position);
    if (frames.length === 0) return position;
    for (let start = 0; start < frames.length; ) {
      if (idAt(frames, start) > after) return position + start;
      start = frames.indexOf(boundary, start) + boundary.length;
    }
    position += frames.length;
  }
}

function idAt(frames: Buffer, start: number): number {
  return Number.parseInt(frames.toString("latin1", start + "id: ".length, start + 24), 10);
}
