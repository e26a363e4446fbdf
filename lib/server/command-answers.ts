import { z } from "zod";
import { type CommandName, commandNames, commandOf, isCommandName } from "#cli-bridge/catalogue/index.ts";
import { inputSchema } from "#cli-bridge/derive/check-input.ts";
import { controlsOf } from "#cli-bridge/derive/controls.ts";
import { fieldsOf } from "#cli-bridge/derive/fields-of.ts";
import { nearest } from "#cli-bridge/derive/nearest.ts";
import type { Dialect } from "#cli-bridge/dialects/dialect.ts";
import { whyUnsaid } from "#cli-bridge/dialects/to-invocation.ts";
import { actsAnyway } from "#cli-bridge/dialects/use-of.ts";
import type { CommandAnswer } from "#cli-bridge/protocol/command-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { KnownCommands } from "./known-commands.ts";

/** The command of that name that the web may use; a terminal's own are not among them. */
export function parseCommandName(name: string): CommandName {
  const ofTheWeb = commandNames.filter((each) => commandOf(each).tab);
  if (isCommandName(name) && ofTheWeb.includes(name)) return name;
  if (isCommandName(name)) {
    throw new ConsoleError("unknown-command", `${name} is a command for terminals only.`, {
      hint: `Run it there: modeldeck ${commandOf(name).path.join(" ")}`,
    });
  }
  const near = nearest(name, ofTheWeb);
  throw new ConsoleError("unknown-command", `There is no command ${name.slice(0, 100)}.`, {
    hint: near ? `Did you mean ${near}?` : "See /api/commands for those there are.",
  });
}

/** What is asked about a command besides the catalogue. */
export type Availing = { dialect: Dialect; known?: KnownCommands | undefined };

/** Why a command cannot be run now. */
export function disabledReason(name: CommandName, { dialect, known }: Availing): string | undefined {
  const said = commandOf(name).path.join(" ");
  if (!dialect.spellingOf(name)) return `${dialect.name} has no command ${said}.`;
  return known?.missing(name);
}

export function guardAvailable(name: CommandName, availing: Availing): void {
  const reason = disabledReason(name, availing);
  if (!reason) return;
  throw new ConsoleError("not-available", reason, { hint: "See /api/commands for what can be run now." });
}

/** Every command the web may use, in the order of the catalogue. */
export const commandAnswers = (availing: Availing): CommandAnswer[] =>
  commandNames.filter((name) => commandOf(name).tab).map((name) => commandAnswer(name, availing));

export function commandAnswer(name: CommandName, availing: Availing): CommandAnswer {
  const command = commandOf(name);
  const { title, verb, effect, changes, lane, tab, group, examples } = command;
  const { summary = command.summary } = availing.dialect.spellingOf(name) ?? {};
  // Who is offered a rehearsal that the program has none of could never get past it.
  const { rehearsal, apply } = actsAnyway(name, availing.dialect) ? {} : command;
  const disabled = disabledReason(name, availing);
  return {
    ...{ name, path: [...command.path], title, summary, verb, effect, lane },
    ...(changes && { changes }),
    ...(command.pausable && { pausable: command.pausable }),
    ...(tab && { tab }),
    ...(group && { group }),
    ...(rehearsal && { rehearsal }),
    ...(apply && { apply }),
    ...(apply && availing.dialect.hasChannel && { tellsPlan: true as const }),
    ...(disabled && { disabled }),
    fields: fieldsOf(command, "web"),
    controls: controlsOf(command, (field) => whyUnsaid(name, field, availing.dialect)),
    examples: examples.map(({ says, input, runs }) => ({ says, input: { ...input }, runs })),
    input: inputJsonSchema(name),
  };
}

/** The JSON Schema of a command's input, as a client has to send it. */
export const inputJsonSchema = (name: CommandName) =>
  z.toJSONSchema(inputSchema(commandOf(name), "web"), { io: "input", unrepresentable: "any" });
