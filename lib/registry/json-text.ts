import { isRecord } from "./raw-entry.ts";

export type JsonReading = { ok: true; value: unknown } | { ok: false; why: string };

/** JSON.parse reads any depth, but whoever walks what it read has only so much stack. */
const depthMax = 200;
const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** Reads JSON, tolerating a byte order mark and refusing what would lose a value when it is written again. */
export function readJsonText(bytes: Buffer): JsonReading {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8", start));
    // JSON.parse keeps the last of two equal keys in silence. Every colon outside a string is one key of the text.
    const isWhole = countColons(bytes) === countKeys(value, 0);
    return isWhole ? { ok: true, value } : { ok: false, why: "a key stands twice in one object" };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

function countColons(bytes: Buffer): number {
  const { length } = bytes;
  let colons = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === colon) colons += 1;
    else if (byte === quote) at = endOfString(bytes, at);
  }
  return colons;
}

function endOfString(bytes: Buffer, start: number): number {
  const { length } = bytes;
  for (let at = start + 1; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === backslash) at += 1;
  }
  return length;
}

function countKeys(value: unknown, depth: number): number {
  if (depth > depthMax) throw new Error(`it is nested more than ${depthMax} deep`);
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") keys += countKeys(item, depth + 1);
  } else if (isRecord(value)) {
    // Object.values would cost three times as much here, and this runs over every value of the registry.
    for (const key in value) {
      keys += 1;
      const item = value[key];
      if (typeof item === "object") keys += countKeys(item, depth + 1);
    }
  }
  return keys;
}
