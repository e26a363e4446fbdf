import type { Control } from "#cli-bridge/derive/controls.ts";
import type { CommandAnswer } from "#cli-bridge/protocol/command-answer.ts";

export type CommandInput = Readonly<Record<string, unknown>>;

/** What a card needs to know of a command: little enough to send with a page. */
export type CommandView = Pick<
  CommandAnswer,
  "name" | "title" | "summary" | "verb" | "effect" | "examples"
> & {
  rehearsal?: string | undefined;
  apply?: string | undefined;
  tellsPlan?: boolean | undefined;
  disabled?: string | undefined;
  changes?: string | undefined;
  /** The fields without any of which the command only looks. */
  changesWith?: readonly string[] | undefined;
  /** Whether single things may be left out of its plan. */
  narrows?: boolean | undefined;
  controls: readonly Control[];
};

export function toCommandView(answer: CommandAnswer, changesWith?: readonly string[]): CommandView {
  const { name, title, summary, verb, effect, examples, rehearsal, apply, disabled } = answer;
  // The server derives controls from the catalogue; the protocol leaves their shape to the room that makes them.
  const controls = answer.controls as Control[];
  return {
    ...{ name, title, summary, verb, effect, examples, rehearsal, apply, disabled, changesWith, controls },
    tellsPlan: answer.tellsPlan,
    changes: answer.changes,
    narrows: "except" in answer.fields,
  };
}

/** Whether this use can change anything, at once or after its plan. */
export const canChange = ({ effect, changesWith }: CommandView, input: CommandInput): boolean =>
  effect !== "reads" && (changesWith === undefined || changesWith.some((name) => input[name] === true));

/** Whether this use shows a plan before it does anything. */
export const plansFirst = (view: CommandView, input: CommandInput): boolean =>
  view.apply !== undefined && canChange(view, input);

/** Why a field cannot be said to the program in use, where that is so. */
export const whyOff = ({ controls }: Pick<CommandView, "controls">, field: string): string | undefined =>
  controls.find(({ name }) => name === field)?.disabled;

/** Why several models cannot be meant at once, where that is so. */
export function whyAlone(view: Pick<CommandView, "controls">): string | undefined {
  const why = whyOff(view, "more");
  return why && `Only one model at a time: ${why}`;
}

export const rehearsalOf = (
  { rehearsal }: Pick<CommandView, "rehearsal">,
  input: CommandInput,
): CommandInput => (rehearsal === undefined ? input : { ...input, [rehearsal]: true });

export const deedOf = ({ apply }: Pick<CommandView, "apply">, input: CommandInput): CommandInput =>
  apply === undefined ? input : { ...input, [apply]: true };
