import { isDeepStrictEqual } from "node:util";
import { numberWordOf } from "./number-words.ts";
import type { RawEntry } from "./raw-entry.ts";

/** Whether two values say the same. What JSON can say is compared plainly, which takes a third of the time of the other way. */
export function isAlike(one: unknown, other: unknown): boolean {
  // A zero below nothing is a zero, as which it is written.
  if (one === other || Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, at) => isAlike(value, other[at]));
  }
  if (isTable(one) && isTable(other)) return haveAlikeKeys(one, other);
  return numberWordOf(one) === numberWordOf(other) && isDeepStrictEqual(one, other);
}

const isTable = (value: object): value is RawEntry => Object.getPrototypeOf(value) === Object.prototype;

function haveAlikeKeys(one: RawEntry, other: RawEntry): boolean {
  let more = 0;
  for (const key in one) {
    if (!Object.hasOwn(other, key) || !isAlike(one[key], other[key])) return false;
    more += 1;
  }
  for (const _ in other) more -= 1;
  return more === 0;
}

const differPlainly = (one: unknown, other: unknown): boolean =>
  one !== other && (typeof one !== "object" || typeof other !== "object") && !Object.is(one, other);

/** The same of whole entries, of which a change leaves most parts the very ones they were; `patch`: all that was set. */
export function areAlike(one: RawEntry | undefined, other: RawEntry | undefined, patch?: RawEntry): boolean {
  if (one === undefined || other === undefined || one === other) return one === other;
  if (patch) return areAlikeIn(one, other, patch) && areAlikeIn(one, other, setBesides);
  // Where two differ, mostly a word or a number does, and that is seen before anything deep is compared.
  for (const key in one) if (differPlainly(one[key], other[key])) return false;
  return haveAlikeKeys(one, other);
}

/** What goes with a change, whatever is set: the mark of the layer, and a word that stood for nothing. */
export const setBesides: RawEntry = { metadata: undefined, served_model_id: undefined };

/** The same of some fields: those that the third names. */
export function areAlikeIn(one: RawEntry, other: RawEntry, fields: RawEntry): boolean {
  for (const key in fields) if (!isAlike(ownIn(one, key), ownIn(other, key))) return false;
  return true;
}

/** What an entry itself has under a key, which may be called as something that every object has. */
export const ownIn = (entry: RawEntry, key: string): unknown =>
  Object.hasOwn(entry, key) ? entry[key] : undefined;
