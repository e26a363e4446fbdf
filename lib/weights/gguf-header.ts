import { ByteCursor } from "./byte-cursor.ts";
import { type ByteSource, withFileSource } from "./byte-source.ts";
import { type GgufLengths, type GgufMetadata, readGgufMetadata } from "./gguf-metadata.ts";
import { type GgufTensors, readGgufTensors } from "./gguf-tensors.ts";

export type GgufHeader = {
  version: number;
  endian: "little" | "big";
  alignment: number;
  metadata: GgufMetadata;
  lengths: GgufLengths;
  tensors: GgufTensors;
};

const magic = 0x46554747;
const keyCountMax = 100_000;
const tensorCountMax = 10_000_000;
const alignmentDefault = 32;
const alignmentMax = 2 ** 20;

/** What a GGUF file says of itself. A header that breaks the format is refused, never half believed. */
export async function readGgufHeader(source: ByteSource, windowBytes?: number): Promise<GgufHeader> {
  const cursor = new ByteCursor(source, "GGUF", windowBytes);
  const { version, tensorCount, keyCount } = await readStart(cursor);
  const { metadata, lengths } = await readGgufMetadata(cursor, keyCount);
  const alignment = alignmentOf(cursor, metadata);
  const tensors = await readGgufTensors(cursor, { count: tensorCount, alignment });
  return { version, endian: cursor.littleEndian ? "little" : "big", alignment, metadata, lengths, tensors };
}

/** What stands before the vocabulary, read in small steps: enough of a file far away to know its architecture. */
export async function readGgufKeys(
  source: ByteSource,
  windowBytes: number,
): Promise<Pick<GgufHeader, "metadata" | "lengths">> {
  const cursor = new ByteCursor(source, "GGUF", windowBytes);
  const { keyCount } = await readStart(cursor);
  return readGgufMetadata(cursor, keyCount, isEnough);
}

/** Some writers put the vocabulary first; then reading goes on until the layers have been counted. */
function isEnough(key: string, known: GgufMetadata): boolean {
  const name = known.get("general.architecture");
  return /^tokenizer\..*(?:tokens|merges|scores|token_type)$/.test(key) && known.has(`${name}.block_count`);
}

export function readGgufFile(path: string): Promise<GgufHeader> {
  return withFileSource(path, readGgufHeader);
}

async function readStart(cursor: ByteCursor) {
  const { size } = cursor.source;
  if (size < 16) cursor.refuse(`it has only ${size} bytes`);
  await cursor.want(24);
  if (cursor.uint32() !== magic) cursor.refuse("it does not begin with GGUF");
  const version = readVersion(cursor);
  const tensorCount = cursor.count("the number of tensors", tensorCountMax);
  const keyCount = cursor.count("the number of keys", keyCountMax);
  return { version, tensorCount, keyCount };
}

function readVersion(cursor: ByteCursor): number {
  let version = cursor.uint32();
  // A big-endian writer leaves the low half of the number empty; ggml tells the two apart in the same way.
  if (version !== 0 && (version & 0xffff) === 0) {
    cursor.littleEndian = false;
    version = ((version >>> 24) | ((version >>> 8) & 0xff00)) >>> 0;
  }
  if (version < 1 || version > 3) cursor.refuse(`its version is ${version}, known are 1 to 3`);
  if (version === 1) cursor.countBytes = 4;
  return version;
}

function alignmentOf(cursor: ByteCursor, metadata: GgufMetadata): number {
  const alignment = metadata.get("general.alignment") ?? alignmentDefault;
  const isPower = typeof alignment === "number" && alignment > 0 && Number.isInteger(Math.log2(alignment));
  if (!isPower || alignment > alignmentMax)
    cursor.refuse(`its alignment is ${String(alignment).slice(0, 40)}`);
  return alignment;
}
