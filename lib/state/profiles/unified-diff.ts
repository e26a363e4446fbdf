const around = 3;
type Step = { sign: " " | "-" | "+"; line: string };

/** The difference of two texts that share most of their lines, as `diff -u` tells it. */
export function unifiedDiff(before: string, after: string): string {
  const steps = stepsOf(before.split("\n"), after.split("\n"));
  const marked = steps.flatMap(({ sign }, index) => (sign === " " ? [] : [index]));
  const shown = new Set(
    marked.flatMap((index) => Array.from({ length: around * 2 + 1 }, (_, offset) => index + offset - around)),
  );
  const lines: string[] = [];
  let [oldLine, newLine] = [1, 1];
  steps.forEach(({ sign, line }, index) => {
    if (shown.has(index)) {
      if (!shown.has(index - 1)) lines.push(`@@ -${oldLine} +${newLine} @@`);
      lines.push(`${sign}${line.replace(/\r$/, "")}`);
    }
    if (sign !== "+") oldLine += 1;
    if (sign !== "-") newLine += 1;
  });
  return lines.join("\n");
}

/** Longer stretches than this are told as gone and come, instead of being compared line by line. */
const comparedMax = 1_000_000;

function stepsOf(before: readonly string[], after: readonly string[]): Step[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1;
  let tail = 0;
  const rest = Math.min(before.length, after.length) - head;
  while (tail < rest && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (line: string): Step => ({ sign: " ", line });
  return [
    ...before.slice(0, head).map(same),
    ...middleSteps(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

function middleSteps(before: readonly string[], after: readonly string[]): Step[] {
  const width = after.length + 1;
  const isLong = before.length * after.length > comparedMax;
  const common = new Uint32Array(isLong ? 0 : (before.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  if (!isLong) {
    for (let row = before.length - 1; row >= 0; row -= 1) {
      for (let column = after.length - 1; column >= 0; column -= 1) {
        common[row * width + column] =
          before[row] === after[column]
            ? at(row + 1, column + 1) + 1
            : Math.max(at(row + 1, column), at(row, column + 1));
      }
    }
  }
  const steps: Step[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, fresh] = [before[row], after[column]];
    if (old !== undefined && old === fresh && !isLong) {
      steps.push({ sign: " ", line: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
      steps.push({ sign: "-", line: old });
      row += 1;
    } else {
      steps.push({ sign: "+", line: fresh ?? "" });
      column += 1;
    }
  }
  return steps;
}
