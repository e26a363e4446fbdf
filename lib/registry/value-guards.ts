import { isRecord } from "./raw-entry.ts";

/** Says whether a value from a file is what it should be. It looks and copies nothing. */
export type Guard<Value> = (value: unknown) => value is Value;

export type Guards = Readonly<Record<string, Guard<unknown>>>;

/** The type of a table whose values pass their guards, so that what is checked and what is believed are one. */
export type TableOf<Shape extends Guards> = {
  [Key in keyof Shape as undefined extends ValueOf<Shape[Key]> ? never : Key]: ValueOf<Shape[Key]>;
} & {
  [Key in keyof Shape as undefined extends ValueOf<Shape[Key]> ? Key : never]?: ValueOf<Shape[Key]>;
};

type ValueOf<Given> = Given extends Guard<infer Value> ? Value : never;

export const isText = (value: unknown): value is string => typeof value === "string";
export const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
export const isNumber = (value: unknown): value is number => Number.isFinite(value);

export function orNone<Value>(guard: Guard<Value>): Guard<Value | null | undefined> {
  return (value): value is Value | null | undefined => value === undefined || value === null || guard(value);
}

export function listOf<Value>(guard: Guard<Value>): Guard<Value[]> {
  return (value): value is Value[] => Array.isArray(value) && value.every(guard);
}

export function valuesOf<Value>(guard: Guard<Value>): Guard<Record<string, Value>> {
  return (value): value is Record<string, Value> => isRecord(value) && Object.values(value).every(guard);
}

export function tableOf<Shape extends Guards>(shape: Shape): Guard<TableOf<Shape>> {
  const wrongKeys = wrongKeysOf(shape);
  return (value): value is TableOf<Shape> => isRecord(value) && wrongKeys(value).length === 0;
}

const none: readonly string[] = [];

/** Which keys of a table are not what the shape wants. Keys that the shape does not know are nobody's business. */
export function wrongKeysOf(shape: Guards): (table: Record<string, unknown>) => readonly string[] {
  const guards = Object.entries(shape);
  return (table) => {
    let wrong: string[] | undefined;
    for (const [key, guard] of guards) {
      if (guard(table[key])) continue;
      wrong ??= [];
      wrong.push(key);
    }
    return wrong ?? none;
  };
}
