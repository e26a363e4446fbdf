import { placeOf } from "./element-source.ts";
import { joinSmall } from "./file-bytes.ts";
import { readJsonText } from "./json-text.ts";

const beyondAscii = /[\u0080-\uffff]/g;
const start = Buffer.from("[\n  ");
const seam = Buffer.from(",\n  ");
const end = Buffer.from("\n]\n");
/** Beyond this many new elements reading the whole file again costs no more. */
const readAgainMax = 500;

/**
 * Writes layers as the original tool does: a list, two spaces, a newline at the end, everything beyond ASCII escaped.
 * An element that nobody changed is written as it was read, whatever it looked like.
 */
export class RegistryText {
  /** Layers share most of their entries, and turning one into text is the dear part of a save. */
  readonly #texts = new Map<unknown, Buffer>();

  toBytes(elements: readonly unknown[]): Buffer {
    return Buffer.concat(this.toPieces(elements));
  }

  toPieces(elements: readonly unknown[]): Buffer[] {
    if (elements.length === 0) return [Buffer.from("[]\n")];
    const pieces: Buffer[] = [];
    for (let at = 0; at < elements.length; ) {
      const run = this.#runFrom(elements, at);
      pieces.push(at === 0 ? start : seam, run.text);
      at += run.length;
    }
    return joinSmall([...pieces, end]);
  }

  /** The elements as whoever reads their text will find them; those that were read are found again as they are. */
  asRead(elements: readonly unknown[]): unknown[] | undefined {
    const read: unknown[] = [];
    let added = 0;
    for (const element of elements) {
      if (isKept(element)) {
        read.push(element);
        continue;
      }
      added += 1;
      if (added > readAgainMax) return undefined;
      const json = readJsonText(Buffer.concat([start, this.#newText(element), end]));
      if (!json.ok || !Array.isArray(json.value)) return undefined;
      read.push(json.value[0]);
    }
    return read;
  }

  /** What was read side by side is written side by side, as one piece where nothing but a seam lies between. */
  #runFrom(elements: readonly unknown[], from: number): { text: Buffer; length: number } {
    const first = placeOf(elements[from]);
    if (!first) return { text: this.#newText(elements[from]), length: 1 };
    let length = 1;
    for (; first.source.isEven && from + length < elements.length; length += 1) {
      const next = placeOf(elements[from + length]);
      if (next?.source !== first.source || next.index !== first.index + length) break;
    }
    const text = first.source.textOf(first.index, first.index + length - 1);
    return text ? { text, length } : { text: this.#newText(elements[from]), length: 1 };
  }

  #newText(element: unknown): Buffer {
    const known = this.#texts.get(element);
    if (known !== undefined) return known;
    const text = newText(element);
    this.#texts.set(element, text);
    return text;
  }
}

function isKept(element: unknown): boolean {
  return placeOf(element)?.source.isWhole === true;
}

function newText(element: unknown): Buffer {
  const text = JSON.stringify([element], null, 2).slice(4, -2).replace(beyondAscii, toEscape);
  return Buffer.from(text, "latin1");
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
