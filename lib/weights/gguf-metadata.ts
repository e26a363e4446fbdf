import type { ByteCursor } from "./byte-cursor.ts";

export type GgufScalar = number | bigint | boolean | string;
export type GgufValue = GgufScalar | readonly GgufScalar[];
export type GgufMetadata = ReadonlyMap<string, GgufValue>;
/** How long the arrays were that have not been kept, vocabularies above all. */
export type GgufLengths = ReadonlyMap<string, number>;

/** The limits of huggingface.js, and what this reader keeps: see decision 010. */
const keyBytesMax = 65_535;
const stringBytesMax = 10_000_000;
const walkedElementsMax = 1_000_000;
const nestingMax = 4;
/** No known writer nests arrays at all. */
const nestedArraysMax = 10_000;
const keptElementsMax = 64;
/** Outside the vocabulary, a list of numbers says something of each layer. */
const keptLayersMax = 512;
const keptStringBytesMax = 64 * 1024;
const keptBytesMax = 12 * 1024 * 1024;
const entryBytesMax = 8 + keyBytesMax + 4 + 12;

const typeString = 8;
const typeArray = 9;

const scalarBytes: readonly (number | undefined)[] = [1, 1, 2, 2, 4, 4, 4, 1, undefined, undefined, 8, 8, 8];

const scalarReaders: readonly ((view: DataView, at: number, little: boolean) => GgufScalar)[] = [
  (view, at) => view.getUint8(at),
  (view, at) => view.getInt8(at),
  (view, at, little) => view.getUint16(at, little),
  (view, at, little) => view.getInt16(at, little),
  (view, at, little) => view.getUint32(at, little),
  (view, at, little) => view.getInt32(at, little),
  (view, at, little) => view.getFloat32(at, little),
  (view, at) => view.getUint8(at) !== 0,
  () => "",
  () => "",
  (view, at, little) => toNumberIfSafe(view.getBigUint64(at, little)),
  (view, at, little) => toNumberIfSafe(view.getBigInt64(at, little)),
  (view, at, little) => view.getFloat64(at, little),
];

function toNumberIfSafe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/**
 * Reads the key-value pairs: scalars and short arrays are kept, vocabularies are stepped over. It may stop before a key
 * that is not wanted any more; of a list there, the length is told all the same.
 */
export async function readGgufMetadata(
  cursor: ByteCursor,
  count: number,
  stopsBefore: (key: string, known: GgufMetadata) => boolean = () => false,
): Promise<{ metadata: GgufMetadata; lengths: GgufLengths }> {
  const seen = new Set<string>();
  const metadata = new Map<string, GgufValue>();
  const lengths = new Map<string, number>();
  const nested = { arrays: 0, keptMax: 0 };
  let keptBytes = 0;
  for (let index = 0; index < count; index += 1) {
    const before = cursor.position;
    if (!cursor.has(entryBytesMax)) await cursor.want(entryBytesMax);
    const key = cursor.text("a key", keyBytesMax);
    if (seen.has(key)) cursor.refuse(`the key "${key.slice(0, 100)}" is there twice`);
    seen.add(key);
    if (stopsBefore(key, metadata)) {
      if (cursor.uint32() === typeArray) lengths.set(key, readLength(cursor).count);
      break;
    }
    const value = await readValue(cursor, key, nested);
    const isKept = value !== undefined && !(value instanceof SkippedArray);
    keptBytes += isKept ? cursor.position - before : key.length;
    if (keptBytes > keptBytesMax) cursor.refuse(`its metadata is longer than ${keptBytesMax} bytes`);
    if (value instanceof SkippedArray) lengths.set(key, value.length);
    else if (value !== undefined) metadata.set(key, value);
  }
  return { metadata, lengths };
}

/** How many lists in lists there were, and how many elements of the one in hand are kept. */
type Nested = { arrays: number; keptMax: number };

class SkippedArray {
  readonly length: number;

  constructor(length: number) {
    this.length = length;
  }
}

async function readValue(
  cursor: ByteCursor,
  key: string,
  nested: Nested,
): Promise<GgufValue | SkippedArray | undefined> {
  const type = cursor.uint32();
  if (type === typeString) return readString(cursor, keptLengthOf(key));
  nested.keptMax = key.startsWith("tokenizer.") ? keptElementsMax : keptLayersMax;
  if (type === typeArray) return readArray(cursor, 1, nested);
  return readScalar(cursor, type);
}

function keptLengthOf(key: string): number {
  return key.startsWith("tokenizer.chat_template") ? stringBytesMax : keptStringBytesMax;
}

async function readString(cursor: ByteCursor, keptMax: number): Promise<string | undefined> {
  if (!cursor.has(8)) await cursor.want(8);
  const length = cursor.count("the length of a string", stringBytesMax);
  if (length > keptMax) {
    cursor.skip(length);
    return undefined;
  }
  if (!cursor.has(length)) await cursor.want(length);
  return cursor.textOf(length);
}

function readScalar(cursor: ByteCursor, type: number): GgufScalar {
  const bytes = scalarBytes[type];
  const read = scalarReaders[type];
  if (bytes === undefined || read === undefined) cursor.refuse(`a value has the unknown type ${type}`);
  return cursor.take(bytes, read);
}

async function readArray(
  cursor: ByteCursor,
  depth: number,
  nested: Nested,
): Promise<readonly GgufScalar[] | SkippedArray> {
  if (depth > nestingMax) cursor.refuse(`arrays are nested deeper than ${nestingMax}`);
  if (!cursor.has(12)) await cursor.want(12);
  const { type, count } = readLength(cursor);
  const bytes = scalarBytes[type];
  if (bytes === undefined && count > walkedElementsMax) {
    cursor.refuse(`an array has ${count} elements, more than ${walkedElementsMax}`);
  }
  if (type === typeArray) {
    nested.arrays += count;
    if (nested.arrays > nestedArraysMax) cursor.refuse(`it holds ${nested.arrays} arrays in arrays`);
    for (let index = 0; index < count; index += 1) await readArray(cursor, depth + 1, nested);
    return new SkippedArray(count);
  }
  const keeps = depth === 1 && count <= (type === typeString ? keptElementsMax : nested.keptMax);
  if (type === typeString) return keeps ? readStrings(cursor, count) : skipStrings(cursor, count);
  if (bytes === undefined) cursor.refuse(`an array has elements of the unknown type ${type}`);
  if (!keeps) {
    cursor.skipMany(count, bytes);
    return new SkippedArray(count);
  }
  if (!cursor.has(count * bytes)) await cursor.want(count * bytes);
  const values: GgufScalar[] = [];
  for (let index = 0; index < count; index += 1) values.push(readScalar(cursor, type));
  return values;
}

function readLength(cursor: ByteCursor): { type: number; count: number } {
  return {
    type: cursor.uint32(),
    count: cursor.count("the length of an array", Number.MAX_SAFE_INTEGER),
  };
}

async function readStrings(cursor: ByteCursor, count: number): Promise<readonly string[]> {
  const values: string[] = [];
  for (let index = 0; index < count; index += 1) {
    values.push((await readString(cursor, keptStringBytesMax)) ?? "");
  }
  return values;
}

async function skipStrings(cursor: ByteCursor, count: number): Promise<SkippedArray> {
  await cursor.skipStrings(count, stringBytesMax);
  return new SkippedArray(count);
}
