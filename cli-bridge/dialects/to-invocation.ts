import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Field } from "#cli-bridge/catalogue/field.ts";
import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { fieldsOf, wordOf } from "#cli-bridge/derive/fields-of.ts";
import { acts } from "#cli-bridge/derive/intent-of.ts";
import { toItemWords } from "#cli-bridge/derive/item-list.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Dialect, Spelling } from "./dialect.ts";
import { scriptWords } from "./script-words.ts";

export type Invocation = {
  argv: string[];
  /** Secrets travel here, by the name of their variable. */
  env: Record<string, string>;
};

/** The words of a use of a command, for one program. Always a list, never a line of shell. */
export function toInvocation(
  name: CommandName,
  input: Input,
  dialect: Dialect,
  program: readonly string[],
): Invocation {
  const command = commandOf(name);
  const spelling = spellingFor(name, dialect);
  const fields = fieldsOf(command);
  const operands: string[] = [];
  const options: string[] = [];
  const env: Record<string, string> = {};
  for (const field of inOrder(command, fields, spelling)) {
    const definition = fields[field];
    if (!definition || dialect.omits.includes(field)) continue;
    if (field === command.rehearsal) options.push(...modeWords(command, input, spelling, dialect));
    if (field === command.rehearsal || field === command.apply) continue;
    const value = input[field];
    const unsaid = value === undefined ? undefined : whyUnsaid(name, field, dialect);
    if (unsaid !== undefined) throw lacking(dialect, { name, field, message: unsaid });
    if (definition.spelled === "secret") {
      if (typeof value === "string") env[definition.variable ?? field] = value;
    } else if (definition.spelled === "positional") {
      const words = value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
      operands.push(...words.map((word) => checkedWord(word, field, dialect)));
    } else options.push(...optionWords(field, definition, { value, spelling, dialect }));
  }
  for (const word of spelling.always ?? []) if (!options.includes(word)) options.push(word);
  const head = spelling.script
    ? scriptWords(program, spelling.script)
    : [...program, ...(spelling.named ? [spelling.named] : command.path)];
  const argv =
    dialect.positionals === "first"
      ? [...head, ...operands, ...options]
      : [...head, ...options, ...(operands.length > 0 ? ["--", ...operands] : [])];
  return { argv, env };
}

export function spellingFor(name: CommandName, dialect: Dialect): Spelling {
  const spelling = dialect.spellingOf(name);
  if (spelling) return spelling;
  throw new ConsoleError(
    "not-available",
    `${dialect.name} has no command ${commandOf(name).path.join(" ")}.`,
    {
      hint: "Use the bundled program for it: unset MODELDECK_CLI, or run modeldeck at a terminal.",
    },
  );
}

/** Why a field of a command cannot be said to a program, where it does not know it. */
export const whyUnsaid = (name: CommandName, field: string, dialect: Dialect): string | undefined =>
  dialect.spellingOf(name)?.lacks?.includes(field)
    ? `${dialect.name} does not know --${wordOf(field)}.`
    : undefined;

const inOrder = (command: AnyCommand, fields: object, { order = [] }: Spelling) => {
  const rest = Object.keys(fields).filter((field) => !order.includes(field));
  return [...order, ...rest].filter((field) => field in command.fields || field in fields);
};

function modeWords(command: AnyCommand, input: Input, spelling: Spelling, dialect: Dialect): string[] {
  const does = acts(command, input);
  const asked = command.rehearsal !== undefined && input[command.rehearsal] === true;
  switch (spelling.mode) {
    case "apply to act":
      return does ? ["--apply"] : asked ? ["--dry-run"] : [];
    case "dry run to rehearse":
      return does ? [] : ["--dry-run"];
    case "either word":
      return does ? ["--apply"] : ["--dry-run"];
    case "always acts":
      if (asked) throw cannotRehearse(command, dialect);
      return [];
  }
}

type Said = { value: unknown; spelling: Spelling; dialect: Dialect };

function optionWords(name: string, field: Field, { value, spelling, dialect }: Said): string[] {
  const said = value ?? (spelling.explicit?.includes(name) ? field.default : undefined);
  if (said === undefined) return [];
  if (said === field.default && !spelling.explicit?.includes(name)) return [];
  const word = spelling.words?.[name] ?? wordOf(name);
  if (field.spelled === "pair") return [said === true ? `--${word}` : `--${field.no ?? `no-${word}`}`];
  if (field.spelled === "flag") return said === true ? [`--${word}`] : [];
  const isItems = field.value.kind === "list" && field.value.of === "item";
  const texts = !Array.isArray(said) ? [String(said)] : isItems ? toItemWords(said) : [said.join(",")];
  return texts.flatMap((text) =>
    dialect.joins === "=" ? [`--${word}=${text}`] : [`--${word}`, checkedWord(text, name, dialect)],
  );
}

function checkedWord(word: string, field: string, dialect: Dialect): string {
  if (dialect.positionals === "after dashes" || !word.startsWith("-")) return word;
  throw new ConsoleError("bad-input", `${field} may not begin with a dash: ${word.slice(0, 80)}`, {
    hint: `${dialect.name} would take it for an option. The bundled program can be told: unset MODELDECK_CLI.`,
    issues: [{ path: field, message: "A value may not begin with a dash." }],
  });
}

const cannotRehearse = (command: AnyCommand, dialect: Dialect) =>
  new ConsoleError("not-available", `${dialect.name} cannot rehearse ${command.path.join(" ")}.`, {
    hint: "It would do it at once. Leave the rehearsal out and confirm, or use the bundled program.",
  });

type Lacking = { name: CommandName; field: string; message: string };

const lacking = (dialect: Dialect, { name, field, message }: Lacking) =>
  new ConsoleError("not-available", `${dialect.name} ${name} does not know --${wordOf(field)}.`, {
    hint: "Leave it out, or use the bundled program.",
    issues: [{ path: field, message }],
  });
