import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Field } from "#cli-bridge/catalogue/field.ts";
import { fieldsOf, wordOf } from "./fields-of.ts";

/** One field as it is said with options: every word that sets it, and every word that denies it. */
export type OptionWords = {
  name: string;
  field: Field;
  /** `--delete-files` first, other spellings after it. */
  says: string[];
  denies: string[];
  takesValue: boolean;
};

export type OptionSpelling = {
  words?: Readonly<Record<string, string>>;
  /** Fields that the program does not know. */
  unknown?: readonly string[];
};

function optionWordsOfField(name: string, field: Field, word: string): OptionWords {
  const says = [`--${word}`];
  if (field.also) says.push(`--${field.also}`);
  if (field.short) says.push(`-${field.short}`);
  const denies = field.spelled === "pair" ? [`--${field.no ?? `no-${word}`}`] : [];
  if (field.shortNo) denies.push(`-${field.shortNo}`);
  return { name, field, says, denies, takesValue: field.spelled === "option" };
}

/** The options of a command, those that every command has among them. */
export function optionWordsOf(
  command: AnyCommand,
  { words = {}, unknown = [] }: OptionSpelling = {},
): OptionWords[] {
  return Object.entries(fieldsOf(command))
    .filter(([name, field]) => isSaidWithDashes(field) && !unknown.includes(name))
    .map(([name, field]) => optionWordsOfField(name, field, words[name] ?? wordOf(name)));
}

const isSaidWithDashes = ({ spelled }: Field) => spelled !== "positional" && spelled !== "secret";
