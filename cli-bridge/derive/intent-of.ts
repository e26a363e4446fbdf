import type { AnyCommand, Effect, Severity } from "#cli-bridge/catalogue/define-command.ts";
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

const usual: Record<Effect, Severity> = { reads: 0, changes: 2, destroys: 4 };

/** How many things the plan that was shown takes away. */
export type Scope = { entriesRemoved: number; downloadsForgotten: number; itemsDeleted: number };

/** A plan that takes more away than this is confirmed as gravely as there is. */
const fewTaken = 10;

const takenBy = (scope: Scope): number =>
  scope.entriesRemoved + scope.downloadsForgotten + scope.itemsDeleted;

/** A further model counts only while it is not left out again. */
const isGiven = (input: Input, name: string) =>
  name === "more" ? modelsNamed(input).length > 1 : input[name] !== undefined && input[name] !== false;

/** How grave a use is: 0 reads, 1 is taken back as easily, 2 the registry, 3 files, 4 a model whole, or many of anything. */
export function severityOf(command: AnyCommand, input: Input, scope?: Scope): Severity {
  const effect = effectOf(command, input);
  if (effect === "reads") return 0;
  const said = command.severities?.find(({ when }) => when.every((name) => isGiven(input, name)));
  const severity = said?.is ?? usual[effect];
  return severity >= 2 && scope && takenBy(scope) > fewTaken ? 4 : severity;
}

const asks = { 0: "nothing", 1: "nothing", 2: "button", 3: "checkbox", 4: "phrase" } as const;

/** What a person is asked before a use of this severity. */
export const askFor = (severity: Severity) => asks[severity];

/** What a person retypes: the name of the thing, how many things they are, or else the words of the command. */
export function phraseFor(command: AnyCommand, input: Input, scope?: Scope): string {
  const words = command.path.join(" ");
  if (command.counted && scope) {
    const { entriesRemoved, itemsDeleted } = scope;
    const count = command.counted === "models" ? entriesRemoved : itemsDeleted;
    return `delete ${count} ${count === 1 ? command.counted.slice(0, -1) : command.counted}`;
  }
  if (command.confirm === undefined || typeof input[command.confirm] !== "string")
    return scope && takenBy(scope) > 0 ? takenWords(scope) : words;
  const models = command.confirm === "name" ? modelsNamed(input) : [String(input[command.confirm])];
  return models.length === 1 ? String(models[0]) : `${words} ${models.length} models`;
}

/** What a plan takes away by its number; of several kinds the first. */
function takenWords({ entriesRemoved, downloadsForgotten, itemsDeleted }: Scope): string {
  const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  if (entriesRemoved > 0) return `remove ${some(entriesRemoved, "entry", "entries")}`;
  if (downloadsForgotten > 0) return `forget ${some(downloadsForgotten, "download", "downloads")}`;
  return `delete ${some(itemsDeleted, "item", "items")}`;
}

/** The models that are named and not left out again. */
function modelsNamed({ name, more, except, only }: Input): string[] {
  const further = Array.isArray(more) ? more : [];
  const named = [...new Set([name, ...further].filter((each) => typeof each === "string"))];
  if (further.length === 0) return named;
  const left = new Set(Array.isArray(except) ? except : []);
  return named.filter((each) => !left.has(each) && (!Array.isArray(only) || only.includes(each)));
}

/** The same use, as a rehearsal or as the deed. */
export function withIntent(command: AnyCommand, input: Input, intent: "rehearse" | "act"): Input {
  const { rehearsal, apply } = command;
  const flow = new Set([rehearsal, apply, intent === "rehearse" ? "plan" : undefined]);
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !flow.has(name)));
  if (intent === "rehearse") return rehearsal ? { ...rest, [rehearsal]: true } : rest;
  return apply ? { ...rest, [apply]: true } : rest;
}
