import type { AnyCommand } from "#cli-bridge/catalogue/define-command.ts";
import type { Field } from "#cli-bridge/catalogue/field.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { positionalsOf, secretsOf, wordOf } from "./fields-of.ts";
import { splitItems } from "./item-list.ts";
import { nearest } from "./nearest.ts";
import type { OptionWords } from "./option-words.ts";

/** Reads the words of one command, options and operands in any order, into its input. */
export class WordReader {
  readonly #command: AnyCommand;
  readonly #options: readonly OptionWords[];
  readonly #input: Record<string, unknown> = {};
  readonly #operands: string[] = [];

  constructor(command: AnyCommand, options: readonly OptionWords[]) {
    this.#command = command;
    this.#options = options;
  }

  read(words: readonly string[]): Record<string, unknown> {
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? "";
      if (word === "--") {
        this.#operands.push(...words.slice(at + 1));
        break;
      }
      if (word === "-" || !word.startsWith("-")) this.#operands.push(word);
      else if (word.startsWith("--")) at += this.#readLong(word, words[at + 1]);
      else at += this.#readCluster(word, words[at + 1]);
    }
    this.#placeOperands();
    return this.#input;
  }

  /** Answers how many words beyond the first were used. */
  #readLong(word: string, next: string | undefined): 0 | 1 {
    const equals = word.indexOf("=");
    const said = equals === -1 ? word : word.slice(0, equals);
    const inline = equals === -1 ? undefined : word.slice(equals + 1);
    const option = this.#optionOf(said);
    if (!option.takesValue) {
      if (inline !== undefined) throw this.#refusal(`${said} takes no value.`, `Say just ${said}.`);
      this.#input[option.name] = option.says.includes(said);
      return 0;
    }
    this.#keep(option, this.#valueOf(option.field, said, inline ?? this.#valueAfter(said, next)));
    return inline === undefined ? 1 : 0;
  }

  /** `-od` sets two flags; in `-fgguf` the rest is the value. */
  #readCluster(word: string, next: string | undefined): 0 | 1 {
    for (let at = 1; at < word.length; at += 1) {
      const said = `-${word[at]}`;
      const option = this.#optionOf(said, word);
      if (option.takesValue) {
        const inline = word.slice(at + 1).replace(/^=/, "");
        const value = inline === "" ? this.#valueAfter(said, next) : inline;
        this.#keep(option, this.#valueOf(option.field, said, value));
        return inline === "" ? 1 : 0;
      }
      this.#input[option.name] = option.says.includes(said);
    }
    return 0;
  }

  /** A list that is said twice is one list: who spares another thing means to spare the first as well. */
  #keep({ name }: OptionWords, value: unknown): void {
    const before = this.#input[name];
    this.#input[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }

  #optionOf(said: string, inWord = said): OptionWords {
    const found = this.#options.find(({ says, denies }) => says.includes(said) || denies.includes(said));
    if (found) return found;
    const secret = secretsOf(this.#command).find(([name]) => `--${wordOf(name)}` === said);
    if (secret) {
      const variable = secret[1].variable ?? secret[0];
      throw this.#refusal(`${said} is a secret and is not said.`, `Set ${variable} in the environment.`);
    }
    const near = nearest(
      said,
      this.#options.flatMap(({ says, denies }) => [...says, ...denies]).filter((word) => word.length > 2),
    );
    const path = this.#command.path.join(" ");
    const where = inWord === said ? "" : ` (in ${inWord})`;
    const hint = `${near ? `Did you mean ${near}? ` : ""}See modeldeck ${path} --help.`;
    throw this.#refusal(`${path} has no option ${said}${where}.`, hint);
  }

  #valueAfter(said: string, next: string | undefined): string {
    const isValue = next !== undefined && (next === "-" || !next.startsWith("-"));
    if (isValue) return next;
    throw this.#refusal(`${said} needs a value.`, `A value that begins with a dash is said ${said}=….`);
  }

  #valueOf({ value }: Field, said: string, text: string): unknown {
    if (value.kind === "list") {
      const items = value.of === "item" ? splitItems(text) : text.split(",");
      return value.choices ? items.map((item) => item.trim()) : items;
    }
    if (value.kind === "decimal" && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
    if (value.kind === "decimal")
      throw this.#refusal(`${said} needs a number, not ${text}.`, `From ${value.min} to ${value.max}.`);
    if (value.kind !== "integer") return text;
    if (/^-?\d{1,15}$/.test(text)) return Number(text);
    throw this.#refusal(`${said} needs a whole number, not ${text}.`, `From ${value.min} to ${value.max}.`);
  }

  #placeOperands(): void {
    const places = positionalsOf(this.#command);
    const takesAll = places.at(-1)?.[1].value.kind === "list";
    const extra = this.#operands[places.length];
    if (!takesAll && extra !== undefined) {
      const path = this.#command.path.join(" ");
      throw this.#refusal(`${path} does not know what to do with ${extra}.`, `See modeldeck ${path} --help.`);
    }
    for (const [index, [name, field]] of places.entries()) {
      const operand = this.#operands[index];
      if (operand !== undefined && field.value.kind === "list")
        this.#input[name] = this.#operands.slice(index);
      else if (operand !== undefined) this.#input[name] = this.#valueOf(field, name, operand);
    }
  }

  #refusal = (message: string, hint: string) => new ConsoleError("bad-input", message, { hint });
}
