import { alikeObstacles } from "#cli-bridge/derive/alike-obstacles.ts";
import { gap } from "#cli-bridge/derive/alike-warnings.ts";
import { shownChanges } from "#cli-bridge/derive/inner-changes.ts";
import { planWarnings } from "#cli-bridge/derive/plan-warnings.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { cutWhereDifferent, toByteWords, toCountWords } from "#lib/format.ts";
import { type Printer, styled } from "./print.ts";

const linesMax = 200;
const valueCellsMax = 100;
const alikeMax = 10;

/** What is kept is told, and is nothing to do. */
export const isEmptyPlan = ({ added, changed, removed, files, models = [] }: Plan): boolean =>
  added.length + changed.length + removed.length === 0 &&
  [...files, ...models].every(({ deed }) => deed === "keep");

/** A value and what it becomes, each short enough for half of a line. */
export const changeText = (before: unknown, after: unknown): string =>
  cutWhereDifferent(wholeText(before), wholeText(after), valueCellsMax).join(" -> ");

function wholeText(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const deeds = {
  write: ["+", "green"],
  restore: ["+", "green"],
  trash: ["-", "red"],
  delete: ["-", "red"],
  keep: ["=", "dim"],
  load: ["+", "green"],
  fetch: ["+", "green"],
  copy: ["+", "green"],
  create: ["+", "green"],
  send: [">", "yellow"],
  unload: ["-", "yellow"],
  erase: ["-", "red"],
} as const;

/** A plan as a person reads it: what comes, what changes, what goes, and what stands in the way. */
export function printPlan(print: Printer, plan: Plan): void {
  print.line(styled("bold", plan.summary));
  const { added, changed, removed, files, models = [] } = plan;
  for (const { name, why } of added.slice(0, linesMax)) {
    print.line(styled("green", `  + ${name}`), styled("dim", `  ${why}`));
  }
  for (const { name, why, changes } of changed.slice(0, linesMax)) {
    print.line(styled("yellow", `  ~ ${name}`), styled("dim", `  ${why}`));
    for (const { field, before, after } of shownChanges(changes)) {
      print.line(`      ${field}: ${changeText(before, after)}`);
    }
  }
  for (const { name, why } of removed.slice(0, linesMax)) {
    print.line(styled("red", `  - ${name}`), styled("dim", `  ${why}`));
  }
  for (const { path, deed, bytes, why, isRecorded } of files.slice(0, linesMax)) {
    const [sign, style] = deeds[deed];
    const reason = why ? `, ${why}` : "";
    print.line(
      styled(style, `  ${sign} ${path}`),
      styled("dim", `  ${deed}, ${toByteWords(bytes)}${isRecorded ? " on record" : ""}${reason}`),
    );
  }
  for (const { model, server, deed, bytes, why } of models.slice(0, linesMax)) {
    const [sign, style] = deeds[deed];
    const told = [`${deed} at ${server}`, bytes === undefined ? undefined : toByteWords(bytes), why];
    print.line(
      styled(style, `  ${sign} ${model}`),
      styled("dim", `  ${told.filter((word) => word !== undefined).join(", ")}`),
    );
  }
  const unsaid = [added, changed, removed, files, models].reduce(
    (sum, { length }) => sum + Math.max(0, length - linesMax),
    0,
  );
  for (const { name, value } of plan.variables ?? []) print.line(styled("dim", `  ${name}=${value}`));
  if (unsaid > 0) print.line(`  and ${toCountWords(unsaid, "line")} more; --json has them all`);
  if (plan.bytesFreed > 0) print.line(`  Frees ${toByteWords(plan.bytesFreed)}.`);
  if (plan.bytesKept > 0) print.line(`  Keeps ${toByteWords(plan.bytesKept)}.`);
  printWarnings(print, plan, "  ");
  printObstacles(print, plan.blocked);
}

function printObstacles(print: Printer, blocked: Plan["blocked"]): void {
  const groups = alikeObstacles(blocked);
  for (const [at, { what, why, hint, of }] of groups.entries()) {
    print.line(styled("red", `  blocked: ${what}: ${why}${timesOf(of)}`));
    printNames(print, of);
    // What helps several in a row is said once, below them.
    if (hint && hint !== groups[at + 1]?.hint) print.line(`    ${print.toType(hint)}`);
  }
}

/** What holds of several is said once, with how many and which they are. */
export function printWarnings(print: Printer, plan: Pick<Plan, "spared" | "warnings">, indent = ""): void {
  for (const { says, of } of planWarnings(plan, "--correct-curated")) {
    print.line(styled("yellow", `${indent}warning: ${says}${says.includes(gap) ? timesOf(of) : ""}`));
    printNames(print, of);
  }
}

const timesOf = (of: readonly string[]) => (of.length > 0 ? ` (${of.length} times)` : "");

function printNames(print: Printer, of: readonly string[]): void {
  for (const name of of.slice(0, alikeMax)) print.line(styled("dim", `    ${name}`));
  const more = of.length - alikeMax;
  if (more > 0) print.line(styled("dim", `    and ${more} more; --json has them all`));
}
