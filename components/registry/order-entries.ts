import type { RegistryColumns } from "#cli-bridge/protocol/registry-columns.ts";
import { displayNameAt, type EntryIndex, hasFlag, nameAt, namedAt, valueAt } from "./entry-index.ts";

type Key = string | number | undefined;

const joined = (words: readonly string[] | undefined) =>
  words === undefined || words.length === 0 ? undefined : words.join(", ").toLowerCase();
const abilities = (table: Record<string, boolean> = {}) => Object.values(table).filter((can) => can).length;

/** By what each column is sorted; the same as the server does, so that nothing jumps when the browser takes over. */
const keysOf: Record<string, (columns: RegistryColumns, at: number) => Key> = {
  name: (columns, at) => displayNameAt(columns, at).toLowerCase(),
  size: ({ size }, at) => ((size[at] ?? -1) < 0 ? undefined : size[at]),
  backend: (columns, at) => namedAt(columns, "backend", at),
  format: (columns, at) => namedAt(columns, "format", at),
  quantization: (columns, at) => namedAt(columns, "quantization", at),
  producer: (columns, at) => namedAt(columns, "producer", at),
  location: (columns, at) => namedAt(columns, "location", at),
  layer: (columns, at) => namedAt(columns, "layer", at),
  verified: ({ verified }, at) => valueAt(verified, at),
  roles: ({ roles }, at) => joined(valueAt(roles, at)?.map(([role]) => role)),
  tags: ({ tags }, at) => joined(valueAt(tags, at)),
  capabilities: ({ capabilities }, at) => -abilities(valueAt(capabilities, at)) || undefined,
  favourite: (columns, at) => (hasFlag(columns, at, "favourite") ? 0 : undefined),
  installed: (columns, at) => (hasFlag(columns, at, "installed") ? 0 : 1),
};

export const sortKeys: readonly string[] = Object.keys(keysOf);

/** All entries in an order, made once for each. What is unknown comes last whichever way one sorts. */
export function orderOf(index: EntryIndex, sort = "name"): Uint32Array {
  const known = index.orders.get(sort);
  if (known) return known;
  const field = sort.replace(/^-/, "");
  const read = keysOf[field] ?? keysOf.name;
  // Sorting keeps what is equal in its order, so everything else begins with the order by name.
  const before = field === "name" ? index.columns.name.map((_, at) => at) : [...orderOf(index)];
  const keys = index.columns.name.map((_, at) => read?.(index.columns, at));
  const direction = sort.startsWith("-") ? -1 : 1;
  const nameOf = (at: number) => nameAt(index.columns, at);
  before.sort((one, other) => {
    const first = keys[one];
    const second = keys[other];
    if (first === second) return field === "name" ? direction * compare(nameOf(one), nameOf(other)) : 0;
    if (first === undefined || second === undefined) return first === undefined ? 1 : -1;
    return direction * compare(first, second);
  });
  const order = Uint32Array.from(before);
  index.orders.set(sort, order);
  return order;
}

function compare<Value extends string | number>(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
