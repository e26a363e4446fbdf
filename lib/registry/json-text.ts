import { doubledWords } from "./doubled-key.ts";
import { rememberSource } from "./element-source.ts";
import { faultWords } from "./json-fault.ts";
import { fromMarkedWord, takeMarkedWords, withMarkedWords } from "./number-words.ts";
import { isRecord } from "./raw-entry.ts";

export type JsonReading =
  | { ok: true; value: unknown }
  /** `doubled`: what the text says but for a key that stands twice, and the entry it stands in. */
  | { ok: false; why: string; doubled?: { value: unknown; name: string | undefined } };

/** JSON.parse reads any depth, but whoever walks what it read has only so much stack. */
const depthMax = 200;
/** Numbers of fewer digits than this are exact. */
const digitsSafe = 16;
/** Up to here writing a text again is quicker than a survey of its bytes, which is slow until it is compiled. */
const writtenAgainMax = 1_000_000;
const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** Reads JSON, tolerating a byte order mark and refusing what would lose a value when it is written again. */
export function readJsonText(bytes: Buffer): JsonReading {
  const reading = parseJsonText(bytes);
  if (reading.ok && Array.isArray(reading.value)) rememberSource(reading.value, bytes);
  return reading;
}

function parseJsonText(bytes: Buffer): JsonReading {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let text = "";
  try {
    text = bytes.toString("utf8", start);
    const { value, marked } = parseWithWords(text);
    const keysKept = countKeys(value, 0);
    if (!marked && text.length <= writtenAgainMax && isWrittenAlike(text, value)) return { ok: true, value };
    const { keys, hasOddNumber } = survey(bytes);
    // JSON.parse keeps the last of two equal keys in silence.
    if (keys !== keysKept) {
      const { why, name } = doubledWords(text, value);
      return { ok: false, why, doubled: { value, name } };
    }
    return { ok: true, value: hasOddNumber ? JSON.parse(marked ?? text, keepOdd) : value };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, why: faultWords(text) };
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Most texts are JSON; one that is not may be what Python takes for it. */
function parseWithWords(text: string): { value: unknown; marked?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const marked = withMarkedWords(text);
    if (marked === undefined) throw error;
    const value = JSON.parse(marked);
    // Before anybody walks it.
    countKeys(value, 0);
    return { value: takeMarkedWords(value), marked };
  }
}

/** What is written again letter for letter has lost nothing: no key stood twice, and no number was rounded. */
function isWrittenAlike(text: string, value: unknown): boolean {
  const indent = /^[[{]\n( +)/.exec(text)?.[1]?.length ?? 0;
  const end = text.endsWith("\n") ? "\n" : "";
  return JSON.stringify(value, null, indent) + end === text;
}

/** Counts the keys of a text, which are its colons outside strings, and notices numbers that JavaScript would round. */
function survey(bytes: Buffer): { keys: number; hasOddNumber: boolean } {
  const { length } = bytes;
  let keys = 0;
  let hasOddNumber = false;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === colon) keys += 1;
    else if (isDigit(byte)) {
      const end = endOfDigits(bytes, at);
      if (end - at >= digitsSafe || isExponent(bytes[end])) hasOddNumber = true;
      at = end - 1;
    }
  }
  return { keys, hasOddNumber };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function endOfDigits(bytes: Buffer, start: number): number {
  let at = start;
  while (isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

function isExponent(byte: number | undefined): boolean {
  return byte === 0x65 || byte === 0x45;
}

const keepOdd = (key: string, value: unknown, context?: { source?: string }): unknown =>
  fromMarkedWord(keepOddNumber(key, value, context));

/** A number that JavaScript cannot hold is kept as its text. */
function keepOddNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined) return value;
  if (source.length < digitsSafe && Number.isFinite(value) && !isVanished(value, source)) return value;
  const toRaw: unknown = Reflect.get(JSON, "rawJSON");
  return String(value) === source || typeof toRaw !== "function" ? value : toRaw(source);
}

/** So small that nothing of it is left. */
const isVanished = (value: number, source: string) => value === 0 && /^[^eE]*[1-9]/.test(source);

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
