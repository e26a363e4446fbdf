import type { AnyCommand, Effect, Lane, Severity } from "#cli-bridge/catalogue/define-command.ts";
import type { Input } from "./check-input.ts";

/** Whether a use does the deed, or only rehearses it. Who names a plan wants that plan applied. */
export function acts(command: AnyCommand, input: Input): boolean {
  if (command.changesWith?.every((name) => input[name] !== true)) return false;
  if (!command.rehearsal) return true;
  const rehearses = input[command.rehearsal];
  if (!command.apply) return rehearses !== true;
  return input[command.apply] === true || rehearses === false || typeof input.plan === "string";
}

/** What this use can do at worst. A rehearsal only reads. */
export const effectOf = (command: AnyCommand, input: Input): Effect =>
  acts(command, input) ? command.effect : "reads";

/** Reading never waits behind a change. */
export const laneOf = (command: AnyCommand, input: Input): Lane =>
  effectOf(command, input) === "reads" ? "reads" : command.lane;

const usual: Record<Effect, Severity> = { reads: 0, changes: 2, destroys: 4 };

const isGiven = (value: unknown) => value !== undefined && value !== false;

/** How grave a use is: 0 read, 1 reversible, 2 the registry, 3 files, 4 for ever or many. */
export function severityOf(command: AnyCommand, input: Input): Severity {
  const effect = effectOf(command, input);
  if (effect === "reads") return 0;
  const said = command.severities?.find(({ when }) => when.every((name) => isGiven(input[name])));
  return said?.is ?? usual[effect];
}

const asks = { 0: "nothing", 1: "nothing", 2: "button", 3: "checkbox", 4: "phrase" } as const;

/** What a person is asked before a use of this severity. */
export const askFor = (severity: Severity) => asks[severity];

/** What a person retypes: the name of the thing, how many things they are, or else the words of the command. */
export function phraseFor(command: AnyCommand, input: Input): string {
  const named = command.confirm && input[command.confirm];
  const { more, except } = input;
  if (typeof named === "string" && Array.isArray(more) && more.length > 0) {
    const left = new Set([named, ...more]);
    for (const name of Array.isArray(except) ? except : []) left.delete(name);
    if (left.size !== 1) return `${command.path.join(" ")} ${left.size} models`;
    return String([...left][0]);
  }
  return typeof named === "string" ? named : command.path.join(" ");
}

/** The same use, as a rehearsal or as the deed. */
export function withIntent(command: AnyCommand, input: Input, intent: "rehearse" | "act"): Input {
  const { rehearsal, apply } = command;
  const flow = new Set([rehearsal, apply, intent === "rehearse" ? "plan" : undefined]);
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !flow.has(name)));
  if (intent === "rehearse") return rehearsal ? { ...rest, [rehearsal]: true } : rest;
  return apply ? { ...rest, [apply]: true } : rest;
}
