import type { AnyCommand, Lane, Tab } from "#cli-bridge/catalogue/define-command.ts";
import type { Field } from "#cli-bridge/catalogue/field.ts";
import { type CommandName, commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "./check-input.ts";
import { positionalsOf, secretsOf, wordOf } from "./fields-of.ts";
import { effectOf } from "./intent-of.ts";
import { type OptionWords, optionWordsOf } from "./option-words.ts";

type Row = readonly [left: string, right: string];

/** Two columns. Lines are never broken: a terminal does that better than we can. */
function columns(rows: readonly Row[]): string[] {
  const width = Math.min(32, Math.max(...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

const section = (title: string, rows: readonly Row[]) =>
  rows.length === 0 ? [] : ["", `${title}:`, ...columns(rows)];

const operandOf = ([name, { required, value }]: [string, Field]) => {
  const word = wordOf(name).toUpperCase();
  const words = value.kind === "list" ? `${word}…` : word;
  return required ? words : `[${words}]`;
};

function placeholderOf({ value }: Field): string {
  if (value.kind === "choice") return value.choices.join("|");
  if (value.kind === "list") return "A,B";
  if (value.kind === "integer" || value.kind === "decimal") return "N";
  return value.kind === "text" && value.of !== "free text"
    ? value.of.replaceAll(" ", "-").toUpperCase()
    : "TEXT";
}

function optionRow({ field, says, denies, takesValue }: OptionWords): Row {
  const byLength = (words: readonly string[]) => [...words].sort((a, b) => a.length - b.length);
  const long = byLength(says).join(", ");
  const left = takesValue
    ? `${long}=${placeholderOf(field)}`
    : [long, byLength(denies).join(", ")].filter(Boolean).join(" / ");
  const notes = [
    field.value.kind === "list" && field.value.choices ? `of ${field.value.choices.join(", ")}` : "",
    field.required ? "required" : "",
    field.spelled === "pair" ? `usually ${field.default ? "yes" : "no"}` : "",
    field.spelled === "option" && field.default !== undefined ? `usually ${field.default}` : "",
  ].filter(Boolean);
  return [left, `${field.says}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`];
}

const what: Record<Lane, string> = {
  registry: "the registry",
  downloads: "the disk and the registry",
  reads: "this machine",
  servers: "what runs on this machine",
  backends: "what a server does",
};

/** What a use can do, and what keeps it from doing so. */
function effectSentence({ effect, changes, lane, apply, rehearsal, changesWith }: AnyCommand): string {
  if (effect === "reads") return "It only reads.";
  const deed = effect === "changes" ? `It changes ${changes ?? what[lane]}` : "It removes things";
  const flags = changesWith?.map((name) => `--${wordOf(name)}`);
  const only = flags ? ` with ${flags.join(" or ")}` : "";
  if (apply) return `${deed}${only}; it rehearses unless --${wordOf(apply)} is given.`;
  return rehearsal ? `${deed}${only}; --${wordOf(rehearsal)} rehearses.` : `${deed}${only}.`;
}

const asksFirst = (command: AnyCommand, input: Input): boolean => effectOf(command, input) === "destroys";

/** Everything about one command, as text for a terminal. */
export function helpOf(name: CommandName): string {
  const command = commandOf(name);
  const operands = positionalsOf(command);
  const usage = ["modeldeck", ...command.path, "[options]", ...operands.map(operandOf)].join(" ");
  return [
    `Usage: ${usage}`,
    "",
    `${command.summary}. ${effectSentence(command)}`,
    ...section(
      "Operands",
      operands.map((operand) => [operandOf(operand), operand[1].says] as const),
    ),
    ...section("Options", optionWordsOf(command).map(optionRow)),
    ...section(
      "Environment",
      secretsOf(command).map(([field, { variable, says }]) => [variable ?? field, says] as const),
    ),
    "",
    "Examples:",
    ...command.examples.flatMap(({ says, input, runs }) => [
      `  # ${says}${asksFirst(command, input as Input) ? " (it asks first; a script adds --yes)" : ""}`,
      `  modeldeck ${runs}`,
    ]),
    "",
  ].join("\n");
}

const tabs: readonly (readonly [Tab | undefined, string])[] = [
  ["browse", "Browse"],
  ["download", "Find and download"],
  ["maintenance", "Maintain"],
  ["backends", "Backends"],
  ["advanced", "Check, remove, restore"],
  [undefined, "Console"],
];

/** Every command in a line each, grouped as the console groups them. */
export function overview(version: string): string {
  const groups = tabs.flatMap(([tab, title]) => {
    const rows = commandNames
      .map(commandOf)
      .filter((command) => command.tab === tab)
      .map((command) => [command.path.join(" "), command.summary] as const);
    return section(title, rows);
  });
  const everywhere: Row[] = [
    ["--json", "Print one JSON document"],
    ["--registry-dir=FOLDER", "Use the registry in this folder"],
    ["--help, -h", "This, or the help of a command"],
    ["--version, -V", "The version"],
  ];
  return [
    `modeldeck ${version}: the console for the AI models on your machines`,
    "",
    "Usage: modeldeck COMMAND [options]",
    ...groups,
    ...section("Shell", [
      ["help COMMAND", "Everything about one command"],
      ["completion SHELL", "Completion for bash, zsh or fish, to be sourced"],
    ]),
    ...section("Everywhere", everywhere),
    "",
    "What changes or removes something rehearses unless --apply is given.",
    "",
  ].join("\n");
}
