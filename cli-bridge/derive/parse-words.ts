import { type CommandName, commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { nearest } from "./nearest.ts";
import { optionWordsOf } from "./option-words.ts";
import { WordReader } from "./word-reader.ts";

/** What is needed of a dialect to understand it. */
export type Grammar = {
  omits: readonly string[];
  spellingOf: (name: CommandName) =>
    | {
        mode: "apply to act" | "dry run to rehearse" | "either word" | "always acts";
        lacks?: readonly string[];
        words?: Readonly<Record<string, string>>;
        script?: string;
      }
    | undefined;
};

export type ParsedWords = { name: CommandName; input: Record<string, unknown> };

/** Reads back what `toInvocation` says: the words after the program, as a command and its input. */
export function parseWords(words: readonly string[], grammar: Grammar): ParsedWords {
  const start = commandStart(words);
  const { name, length } = commandAt(words.slice(start), grammar);
  const rest = [...words.slice(0, start), ...words.slice(start + length)];
  return { name, input: inputFrom(rest, name, grammar) };
}

/** Options that every command understands may stand before its name. */
function commandStart(words: readonly string[]): number {
  let at = 0;
  while (at < words.length && words[at]?.startsWith("-")) at += words[at] === "--registry-dir" ? 2 : 1;
  return Math.min(at, words.length);
}

/** How many words name the command here. Of a script only its own name counts; whatever Python calls it. */
function headLength(words: readonly string[], name: CommandName, grammar: Grammar): number {
  const script = grammar.spellingOf(name)?.script;
  if (script !== undefined) return words.indexOf(script) + 1;
  const { path, also = [] } = commandOf(name);
  if (also.includes(words[0] ?? "")) return 1;
  return path.every((word, index) => words[index] === word) ? path.length : 0;
}

/** The command whose words stand at the beginning; the longest wins. */
function commandAt(words: readonly string[], grammar: Grammar): { name: CommandName; length: number } {
  const known = commandNames.filter((name) => grammar.spellingOf(name));
  const [best] = known
    .map((name) => ({ name, length: headLength(words, name, grammar) }))
    .sort((a, b) => b.length - a.length);
  if (best && best.length > 0) return best;
  throw unknownCommand(
    words,
    known.map((name) => commandOf(name).path),
  );
}

function unknownCommand(words: readonly string[], heads: readonly (readonly string[])[]): ConsoleError {
  const [first = ""] = words;
  if (first === "") {
    return new ConsoleError("unknown-command", "No command was given.", { hint: "See modeldeck --help." });
  }
  const group = heads.filter((head) => head.length > 1 && head[0] === first);
  const said = group.length > 0 ? words.slice(0, 2).join(" ") : first;
  const near =
    group.length > 0
      ? group.map((head) => head.join(" ")).join(", ")
      : nearest(
          first,
          heads.map((head) => head.join(" ")),
        );
  return new ConsoleError("unknown-command", `There is no command ${said}.`, {
    hint: `${near ? `Did you mean ${near}? ` : ""}See modeldeck --help.`,
  });
}

function inputFrom(words: readonly string[], name: CommandName, grammar: Grammar): Record<string, unknown> {
  const command = commandOf(name);
  const spelling = grammar.spellingOf(name);
  const mode = spelling?.mode ?? "always acts";
  const unknown = [...grammar.omits, ...(spelling?.lacks ?? [])];
  const options = optionWordsOf(command, { words: spelling?.words ?? {}, unknown });
  const reading = new WordReader(command, options);
  const input = reading.read(words);
  // A program without `--apply` does the deed unless it is told to rehearse.
  const actsBySilence = mode === "always acts" || mode === "dry run to rehearse";
  const rehearses = command.rehearsal !== undefined && input[command.rehearsal] === true;
  if (actsBySilence && command.apply && !rehearses) input[command.apply] = true;
  return input;
}
