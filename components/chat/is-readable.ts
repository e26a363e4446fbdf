const charsMax = 20_000;
const cellsMax = 4_000;
const marksMax = 1_500;
const emphasesMax = 800;

/** What goes down more levels than this at the start of a line, or by its margin, is nobody's list or quote. */
const deepStart = /^(?:[ \t]{100}|(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))){31})/m;
const longRun = /([*_~`![])\1{30}/;
const mark = /([*_~`![\]()<>&|\\#+=:;@-])\1*|\d{1,9}\.|\n/g;
const emphasis = /([*_~`])\1*/g;

const countIn = (text: string, found: RegExp) => text.match(found)?.length ?? 0;

/** Whether a block of Markdown is read without holding up the page: the reader goes over each mark again and again, and down for each level. */
export function isReadable(text: string): boolean {
  if (text.length > charsMax || deepStart.test(text) || longRun.test(text)) return false;
  if (countIn(text, mark) > marksMax || countIn(text, emphasis) > emphasesMax) return false;
  const lines = text.split("\n");
  const columns = Math.max(...lines.map((line) => countIn(line, /\|/g)));
  return columns * lines.length <= cellsMax;
}
