import { shownChanges } from "#cli-bridge/derive/inner-changes.ts";
import type { Difference } from "#lib/registry/operations/backup-comparing.ts";
import { type Printer, styled } from "./print.ts";
import { changeText } from "./print-plan.ts";

/** What came, what went and what changed, each field before and after. */
export function printDifference(print: Printer, { added, removed, changed }: Difference): void {
  for (const name of added) print.line(styled("green", `  + ${name}`));
  for (const { name, changes } of changed) {
    print.line(styled("yellow", `  ~ ${name}`));
    for (const { field, before, after } of shownChanges(changes)) {
      print.line(`      ${field}: ${changeText(before, after)}`);
    }
  }
  for (const name of removed) print.line(styled("red", `  - ${name}`));
}
