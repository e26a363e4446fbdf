// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds.
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const plain = /^[\u0020-\u007e]*$/;
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6])/u;

/** Shows what would otherwise act on the terminal, turn the direction of the line or break it. */
export const toVisible = (text: string): string =>
  plain.test(text)
    ? text
    : text.toWellFormed().replace(hidden, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);

let segmenter: Intl.Segmenter | undefined;
const graphemesOf = (text: string) => {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
};

const widthOfGrapheme = (grapheme: string) => (wide.test(grapheme) ? 2 : 1);

/** How many cells of a terminal a text takes. */
export const widthOf = (text: string): number =>
  plain.test(text)
    ? text.length
    : graphemesOf(text).reduce((width, grapheme) => width + widthOfGrapheme(grapheme), 0);

/** The beginning of a text that fits, with a sign that there is more. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = "";
  let used = 1;
  for (const grapheme of graphemesOf(text)) {
    used += widthOfGrapheme(grapheme);
    if (used > width) break;
    cut += grapheme;
  }
  return `${cut}…`;
}
