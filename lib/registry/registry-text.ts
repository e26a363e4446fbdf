import { sourceTextOf } from "./element-source.ts";
import { isRecord } from "./raw-entry.ts";

const beyondAscii = /[\u0080-\uffff]/g;
const start = Buffer.from("[\n  ");
const seam = Buffer.from(",\n  ");
const end = Buffer.from("\n]\n");

/**
 * Writes layers as the original tool does: a list, two spaces, a newline at the end, everything beyond ASCII escaped.
 * An element that nobody changed is written as it was read, whatever it looked like.
 */
export class RegistryText {
  /** Layers share most of their entries, and turning one into text is the dear part of a save. */
  readonly #texts = new Map<unknown, Buffer>();

  toBytes(elements: readonly unknown[]): Buffer {
    if (elements.length === 0) return Buffer.from("[]\n");
    const pieces = elements.flatMap((element, index) => [index === 0 ? start : seam, this.#textOf(element)]);
    return Buffer.concat([...pieces, end]);
  }

  #textOf(element: unknown): Buffer {
    const known = this.#texts.get(element);
    if (known !== undefined) return known;
    const text = (isServedAsNone(element) ? undefined : sourceTextOf(element)) ?? newText(element);
    this.#texts.set(element, text);
    return text;
  }
}

function newText(element: unknown): Buffer {
  const text = JSON.stringify([withoutNone(element)], null, 2)
    .slice(4, -2)
    .replace(beyondAscii, toEscape);
  return Buffer.from(text, "latin1");
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The word "None" is what the original tool makes of a null; written again it would be asked of a backend. */
function withoutNone(element: unknown): unknown {
  return isServedAsNone(element) ? { ...element, served_model_id: null } : element;
}

function isServedAsNone(element: unknown): element is Record<string, unknown> {
  return isRecord(element) && element.served_model_id === "None";
}
