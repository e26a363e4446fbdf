const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const opens = new Set([0x5b, 0x7b]);
const closes = new Set([0x5d, 0x7d]);
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** The bytes of a list, and where its elements stand in them. They are looked for when one is first wanted. */
class ListSource {
  readonly bytes: Buffer;
  readonly length: number;
  #places: number[] | undefined;

  constructor(bytes: Buffer, length: number) {
    this.bytes = bytes;
    this.length = length;
  }

  textOf(index: number): Buffer | undefined {
    this.#places ??= evenPlaces(this) ?? anyPlaces(this.bytes);
    const [start, end] = [this.#places[2 * index], this.#places[2 * index + 1]];
    if (this.#places.length !== 2 * this.length || start === undefined) return undefined;
    return this.bytes.subarray(start, end);
  }
}

const places = new WeakMap<object, { source: ListSource; index: number }>();

/**
 * Remembers in which bytes elements were read. A number that JavaScript would spell another way, an escape, the order
 * and the spacing of somebody's own hand: what nobody changes is written as it was.
 */
export function rememberSource(elements: readonly unknown[], bytes: Buffer): void {
  const source = new ListSource(bytes, elements.length);
  for (const [index, element] of elements.entries()) {
    if (typeof element === "object" && element !== null) places.set(element, { source, index });
  }
}

/** The text that an element was read from, for as long as it is the very object that was read. */
export function sourceTextOf(element: unknown): Buffer | undefined {
  const place = typeof element === "object" && element !== null ? places.get(element) : undefined;
  return place?.source.textOf(place.index);
}

const evenStart = Buffer.from("[\n  {\n");
const evenSeam = Buffer.from("\n  },\n  {\n");
const evenEnds = [Buffer.from("\n  }\n]\n"), Buffer.from("\n  }\n]")];

/** Nothing in a string is a raw newline, so in a list that is indented by two spaces the seams can be searched for. */
function evenPlaces({ bytes, length }: ListSource): number[] | undefined {
  const end = evenEnds.find((each) => bytes.subarray(-each.length).equals(each));
  if (!end || !bytes.subarray(0, evenStart.length).equals(evenStart)) return undefined;
  const found = [evenStart.length - 2];
  for (let at = bytes.indexOf(evenSeam); at !== -1; at = bytes.indexOf(evenSeam, at + 4)) {
    found.push(at + 4, at + evenSeam.length - 2);
  }
  found.push(bytes.length - end.length + 4);
  return found.length === 2 * length ? found : undefined;
}

/** Walks over every byte. What is given here has been parsed, so it is known to be a list. */
function anyPlaces(bytes: Buffer): number[] {
  const found: number[] = [];
  let depth = 0;
  let start = -1;
  let last = -1;
  const close = () => {
    if (start !== -1) found.push(start, last + 1);
    start = -1;
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (blanks.has(byte)) continue;
    const isSeam = depth === 1 && (byte === comma || closes.has(byte));
    if (isSeam) close();
    else if (depth > 0 && start === -1) start = at;
    if (opens.has(byte)) depth += 1;
    else if (closes.has(byte)) depth -= 1;
    else if (byte === quote) at = endOfString(bytes, at);
    last = at;
  }
  return found;
}

function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    if (bytes[at] === backslash) at += 1;
    else if (bytes[at] === quote) return at;
  }
  return bytes.length;
}
