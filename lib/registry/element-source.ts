import { emptyFrame, evenFrame, type ListFrame, toFrame } from "./list-frame.ts";

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
const opens = new Set([openBracket, openBrace]);
const closes = new Set([closeBracket, closeBrace]);
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** The bytes of a list, and where its elements stand in them. They are looked for when one is first wanted. */
class ListSource {
  readonly bytes: Buffer;
  readonly length: number;
  #frame: ListFrame | undefined;
  #found: { places: number[]; isEven: boolean } | undefined;

  constructor(bytes: Buffer, length: number) {
    this.bytes = bytes;
    this.length = length;
  }

  /** Whether between two elements stands just what a save would write between them. */
  get isEven(): boolean {
    return this.#places().isEven;
  }

  /** Whether each element has been found. */
  get isWhole(): boolean {
    return this.#places().places.length === 2 * this.length;
  }

  /** The text from one element to another, both of them with it. */
  textOf(first: number, last = first): Buffer | undefined {
    const { places } = this.#places();
    const [start, end] = [places[2 * first], places[2 * last + 1]];
    if (!this.isWhole || start === undefined || end === undefined) return undefined;
    return this.bytes.subarray(start, end);
  }

  /** How the list is laid out. One of which nothing can be told is laid out as the original does it. */
  get frame(): ListFrame {
    this.#frame ??= this.#seen();
    return this.#frame;
  }

  #seen(): ListFrame {
    // What a byte order mark leads in, the original cannot read.
    const text = this.bytes.subarray(this.bytes[0] === 0xef ? 3 : 0);
    if (this.length === 0) return emptyFrame(text);
    const [first, behind = 0, second] = this.#places().places;
    const last = this.#places().places.at(-1);
    if (!this.isWhole || first === undefined || last === undefined) return evenFrame;
    const end = this.bytes.subarray(last);
    if (this.isEven && end.equals(evenFrame.end)) return evenFrame;
    const start = this.bytes.subarray(this.bytes.length - text.length, first);
    const seam = second === undefined ? undefined : this.bytes.subarray(behind, second);
    return toFrame({ start, seam, end, source: this });
  }

  #places(): { places: number[]; isEven: boolean } {
    if (this.#found) return this.#found;
    const even = evenPlaces(this);
    this.#found = even ? { places: even, isEven: true } : { places: anyPlaces(this.bytes), isEven: false };
    return this.#found;
  }
}

type ElementPlace = { source: ListSource; index: number };

const places = new WeakMap<object, ElementPlace>();
const lists = new WeakMap<readonly unknown[], { frame: ListFrame }>();

/**
 * Remembers in which bytes elements were read. A number that JavaScript would spell another way, an escape, the order
 * and the spacing of somebody's own hand: what nobody changes is written as it was.
 */
export function rememberSource(elements: readonly unknown[], bytes: Buffer): void {
  const source = new ListSource(bytes, elements.length);
  lists.set(elements, source);
  for (const [index, element] of elements.entries()) {
    if (typeof element === "object" && element !== null) places.set(element, { source, index });
  }
}

/** How the list was laid out in which these elements were read. */
export const frameOf = (elements: readonly unknown[]): ListFrame => lists.get(elements)?.frame ?? evenFrame;

/** Says how the list is laid out that was just written with these elements. */
export function rememberFrame(elements: readonly unknown[], frame: ListFrame): void {
  lists.set(elements, { frame });
}

/** Where an element was read, for as long as it is the very object that was read. */
export function placeOf(element: unknown): ElementPlace | undefined {
  return typeof element === "object" && element !== null ? places.get(element) : undefined;
}

/** The text that an element was read from. */
export function sourceTextOf(element: unknown): Buffer | undefined {
  const place = placeOf(element);
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
  return found.length === 2 * length && areBetweenElements(bytes, found) ? found : undefined;
}

/** A list within an element may be indented no further, and what looks like a seam may stand in that. */
function areBetweenElements(bytes: Buffer, found: readonly number[]): boolean {
  let depth = 0;
  let next = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth !== 1) continue;
      if (at + 1 !== found[2 * next + 1]) return false;
      next += 1;
    }
  }
  return 2 * next === found.length;
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
