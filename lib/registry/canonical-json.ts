/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value, new Map()));
}

/** Thousands of entries have the same keys in the same order, which need sorting once. */
type Shapes = Map<string, readonly string[]>;

function sorted(value: unknown, shapes: Shapes): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, shapes));
  if (!isTable(value)) return value;
  const table: Record<string, unknown> = {};
  for (const key of keysOf(value, shapes)) {
    const inner = sorted(value[key], shapes);
    // Said plainly, this one would be no key.
    if (key === "__proto__") Object.defineProperty(table, key, { value: inner, enumerable: true });
    else table[key] = inner;
  }
  return table;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function keysOf(table: Record<string, unknown>, shapes: Shapes): readonly string[] {
  const keys = Object.keys(table);
  const shape = keys.join("\0");
  const known = shapes.get(shape);
  if (known !== undefined) return known;
  shapes.set(shape, keys.sort());
  return keys;
}
