import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { toJsonText } from "./number-words.ts";

/** What stands before, between and behind the elements of a list. */
export type ListFrame = {
  start: Buffer;
  seam: Buffer;
  end: Buffer;
  /** How far its elements are indented; not at all where they stand on one line. */
  indent: string;
  lineEnd: string;
  /** All of a list in which nothing stands, where the original would not write it so. */
  empty?: Buffer;
  /** The list that it was seen in, whose elements stand side by side as they did there. */
  source?: object;
};

type Around = Pick<ListFrame, "start" | "end" | "source"> & { seam?: Buffer | undefined };

export function toFrame({ start, seam, end, source }: Around): ListFrame {
  const before = start.toString("latin1");
  return {
    ...{ start, end, ...(source && { source }) },
    seam: seam ?? Buffer.from(`,${before.slice(before.indexOf("[") + 1)}`),
    indent: /\n([ \t]{1,10})$/.exec(before)?.[1] ?? "",
    lineEnd: before.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** How a list was laid out, as it is written down. */
export type Layout = { start: string; seam: string; end: string; empty?: string | undefined };
export type Layouts = { [Layer in LayerName]?: Layout | undefined };

export const toLayout = ({ start, seam, end, empty }: ListFrame): Layout => ({
  start: start.toString("latin1"),
  seam: seam.toString("latin1"),
  end: end.toString("latin1"),
  ...(empty && { empty: empty.toString("latin1") }),
});

export const fromLayout = ({ start, seam, end }: Layout): ListFrame =>
  toFrame({ start: Buffer.from(start), seam: Buffer.from(seam), end: Buffer.from(end) });

/** As the original tool writes a list. */
export const evenFrame: ListFrame = toFrame({ start: Buffer.from("[\n  "), end: Buffer.from("\n]\n") });
export const emptyList: Buffer = Buffer.from("[]\n");

/** Each change keeps what an empty list was. So many blanks in it are nobody's own hand. */
const emptyMax = 1000;

/** A list in which nothing stands says nothing of how others are laid out. */
export const emptyFrame = (text: Buffer): ListFrame =>
  text.length > emptyMax || text.equals(emptyList) ? evenFrame : { ...evenFrame, empty: text };

const beyondAscii = /[\u0080-\uffff]/g;

/** The text of an element, indented as its neighbours in the list are; where those stand on one line, so does it. */
export function spell(element: unknown, { indent, lineEnd }: ListFrame = evenFrame): Buffer {
  const list = toJsonText([element], indent).replace(beyondAscii, toEscape);
  const text = indent === "" ? list.slice(1, -1) : list.slice(2 + indent.length, -2);
  // Within a string there are no raw line ends.
  return Buffer.from(lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd), "latin1");
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
