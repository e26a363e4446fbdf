import { commandOf, isCommandName } from "#cli-bridge/catalogue/index.ts";
import type { CommandAnswer } from "#cli-bridge/protocol/command-answer.ts";
import { type CommandView, toCommandView } from "./command-view.ts";

/** A view with what the catalogue knows and the API need not tell. For pages, on the server. */
export const viewOf = (answer: CommandAnswer): CommandView =>
  toCommandView(answer, isCommandName(answer.name) ? commandOf(answer.name).changesWith : undefined);

/** The views of these commands, in this order. */
export function viewsOf(answers: readonly CommandAnswer[], names: readonly string[]): CommandView[] {
  return names.flatMap((name) => answers.filter((answer) => answer.name === name).map(viewOf));
}

/** One of them; a page that names a command that is not there is a bug. */
export function viewNamed(answers: readonly CommandAnswer[], name: string): CommandView {
  const [view] = viewsOf(answers, [name]);
  if (!view) throw new Error(`The catalogue has no command ${name}.`);
  return view;
}
