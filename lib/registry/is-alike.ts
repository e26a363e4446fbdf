import { isDeepStrictEqual } from "node:util";
import type { RawEntry } from "./raw-entry.ts";

/** Whether two values say the same. Mostly both are one object or one word, of which nothing deep need be asked. */
export function isAlike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  const areObjects = typeof one === "object" && typeof other === "object";
  return areObjects && one !== null && other !== null && isDeepStrictEqual(one, other);
}

const differPlainly = (one: unknown, other: unknown): boolean =>
  one !== other && (typeof one !== "object" || typeof other !== "object") && !Object.is(one, other);

/** The same of whole entries, of which a change leaves most parts the very ones they were. */
export function areAlike(one: RawEntry | undefined, other: RawEntry | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return one === other;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  // Where two differ, mostly a word or a number does, and that is seen before anything deep is compared.
  if (keys.some((key) => differPlainly(one[key], other[key]))) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isAlike(one[key], other[key]));
}
