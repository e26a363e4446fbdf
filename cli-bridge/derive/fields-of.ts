import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Field, Fields } from "#cli-bridge/catalogue/field.ts";
import { globalFields } from "#cli-bridge/catalogue/shared-fields.ts";

/** A terminal may name another registry; over HTTP only the registry of the console is spoken of. */
export type Door = "terminal" | "web";

const { registryDir: _terminalOnly, ...webFields } = globalFields;

/** The fields of a command and those that every command understands. */
export const fieldsOf = (command: AnyCommand, door: Door = "terminal"): Fields => ({
  ...command.fields,
  ...(door === "web" ? webFields : globalFields),
});

/** `deleteFiles` is said `delete-files` at a terminal. */
export const wordOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const positionalsOf = (command: AnyCommand): [string, Field][] =>
  Object.entries(command.fields).filter(([, field]) => field.spelled === "positional");

export const secretsOf = (command: AnyCommand): [string, Field][] =>
  Object.entries(command.fields).filter(([, field]) => field.spelled === "secret");
