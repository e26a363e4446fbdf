export type JsonReading = { ok: true; value: unknown } | { ok: false; why: string };

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** Reads JSON, tolerating a byte order mark and refusing what would lose a value when it is written again. */
export function readJsonText(bytes: Buffer): JsonReading {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8", start));
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
  // JSON.parse keeps the last of two equal keys in silence. Every colon outside a string is one key of the text.
  if (countColons(bytes) !== countKeys(value)) {
    return { ok: false, why: "a key stands twice in one object" };
  }
  return { ok: true, value };
}

function countColons(bytes: Buffer): number {
  let colons = 0;
  let isInside = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) isInside = !isInside;
    else if (isInside) {
      if (byte === backslash) at += 1;
    } else if (byte === colon) colons += 1;
  }
  return colons;
}

function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") keys += countKeys(item);
    return keys;
  }
  for (const item of Object.values(value)) {
    keys += 1;
    if (typeof item === "object") keys += countKeys(item);
  }
  return keys;
}
