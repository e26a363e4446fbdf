import { isRecord } from "./raw-entry.ts";

const beyondAscii = /[\u0080-\uffff]/g;

/** Writes layers as the original tool does: a list, two spaces, a newline at the end, everything beyond ASCII escaped. */
export class RegistryText {
  /** Layers share most of their entries, and turning one into text is the dear part of a save. */
  readonly #texts = new Map<unknown, string>();

  toBytes(elements: readonly unknown[]): Buffer {
    if (elements.length === 0) return Buffer.from("[]\n");
    return Buffer.from(`[\n${elements.map((element) => this.#textOf(element)).join(",\n")}\n]\n`, "latin1");
  }

  #textOf(element: unknown): string {
    const known = this.#texts.get(element);
    if (known !== undefined) return known;
    const text = JSON.stringify([withoutNone(element)], null, 2)
      .slice(2, -2)
      .replace(beyondAscii, toEscape);
    this.#texts.set(element, text);
    return text;
  }
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The word "None" is what the original tool makes of a null; written again it would be asked of a backend. */
function withoutNone(element: unknown): unknown {
  return isRecord(element) && element.served_model_id === "None"
    ? { ...element, served_model_id: null }
    : element;
}
