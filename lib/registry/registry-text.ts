import { placeOf, rememberFrame } from "./element-source.ts";
import { joinSmall } from "./file-bytes.ts";
import { readJsonText } from "./json-text.ts";
import { emptyList, evenFrame, type ListFrame, spell } from "./list-frame.ts";

/** Beyond this many new elements reading the whole file again costs no more. */
const readAgainMax = 500;

/**
 * Writes layers as the original tool does: a list, two spaces, a newline at the end, everything beyond ASCII escaped.
 * An element that nobody changed is written as it was read, whatever it looked like, and a list that somebody has laid
 * out by hand stays laid out so.
 */
export class RegistryText {
  /** Layers share most of their entries, and turning one into text is the dear part of a save. */
  readonly #texts = new Map<unknown, Buffer>();

  toBytes(elements: readonly unknown[], frame: ListFrame = evenFrame): Buffer {
    return Buffer.concat(this.toPieces(elements, frame));
  }

  toPieces(elements: readonly unknown[], frame: ListFrame = evenFrame): Buffer[] {
    if (elements.length === 0) return [frame.empty ?? emptyList];
    const pieces: Buffer[] = [];
    for (let at = 0; at < elements.length; ) {
      const run = this.#runFrom(elements, at, frame);
      pieces.push(at === 0 ? frame.start : frame.seam, run.text);
      at += run.length;
    }
    return joinSmall([...pieces, frame.end]);
  }

  /** The elements as whoever reads their text will find them; those that were read are found again as they are. */
  asRead(elements: readonly unknown[], frame: ListFrame = evenFrame): unknown[] | undefined {
    const read: unknown[] = [];
    let added = 0;
    for (const element of elements) {
      if (isKept(element)) {
        read.push(element);
        continue;
      }
      added += 1;
      if (added > readAgainMax) return undefined;
      const json = readJsonText(Buffer.concat([frame.start, this.#newText(element, frame), frame.end]));
      if (!json.ok || !Array.isArray(json.value)) return undefined;
      read.push(json.value[0]);
    }
    rememberFrame(read, frame);
    return read;
  }

  /** What was read side by side is written side by side, as one piece where nothing but a seam lies between. */
  #runFrom(elements: readonly unknown[], from: number, frame: ListFrame): { text: Buffer; length: number } {
    const first = placeOf(elements[from]);
    if (!first) return { text: this.#newText(elements[from], frame), length: 1 };
    const isAlike = frame === evenFrame ? first.source.isEven : first.source === frame.source;
    let length = 1;
    for (; isAlike && from + length < elements.length; length += 1) {
      const next = placeOf(elements[from + length]);
      if (next?.source !== first.source || next.index !== first.index + length) break;
    }
    const text = first.source.textOf(first.index, first.index + length - 1);
    return text ? { text, length } : { text: this.#newText(elements[from], frame), length: 1 };
  }

  #newText(element: unknown, frame: ListFrame): Buffer {
    const known = this.#texts.get(element);
    if (known !== undefined) return known;
    const text = spell(element, frame);
    this.#texts.set(element, text);
    return text;
  }
}

function isKept(element: unknown): boolean {
  return placeOf(element)?.source.isWhole === true;
}
