import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { type AlikeWarnings, alikeMin, alikeWarnings } from "./alike-warnings.ts";

type Told = Pick<Plan, "spared" | "warnings">;
type Spared = NonNullable<Plan["spared"]>[number];
type Written = Extract<Spared, { why: "written" }>;

/**
 * What a person should know of a plan: what it passes over, then its warnings, those together that say the same of several
 * things. `correcting` is how the option is called that corrects what people wrote.
 */
export function planWarnings({ spared = [], warnings }: Told, correcting: string): AlikeWarnings[] {
  const locked = spared.filter(({ why }) => why === "locked");
  const written = spared.filter((each) => each.why === "written");
  return [...writtenWords(written, correcting), ...lockedWords(locked), ...alikeWarnings(warnings)];
}

function lockedWords(locked: readonly Spared[]): AlikeWarnings[] {
  const of = locked.map(({ name }) => name);
  if (of.length < alikeMin)
    return of.map((name) => ({ says: `${name} is locked and stays as it is.`, of: [] }));
  return [{ says: `${countOf(of)} locked entries stay as they are.`, of }];
}

function writtenWords(written: readonly Written[], correcting: string): AlikeWarnings[] {
  if (written.length < alikeMin) {
    return written.map(({ name, wrote, are }) => ({
      says: `${name}: a person wrote ${wrote}, but the files are ${are}. The written word stays; ${correcting} changes it.`,
      of: [],
    }));
  }
  const many = `${countOf(written)} entries keep the quantisation that a person wrote, though their files have another`;
  const of = written.map(({ name, wrote, are }) => `${name}: ${wrote}, its files ${are}`);
  return [{ says: `${many}; ${correcting} changes these words.`, of }];
}

const countOf = ({ length }: readonly unknown[]): string => length.toLocaleString("en");
