import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export type Program = {
  /** The words a person would type, and the words that are spawned. */
  shown: string[];
  spawn: string[];
  dialect: "modeldeck" | "imageworks";
  /** Whether it is this very program. */
  isOwn?: boolean;
};

type Options = {
  /** Our own program, as a file for this very Node. */
  ownPath: string;
  dialect?: Program["dialect"] | undefined;
};

/** The program that `MODELDECK_CLI` names. `modeldeck` is ours and needs no PATH. */
export function programOf(wanted: string | undefined, { ownPath, dialect }: Options): Program {
  const shown = wordsOf(wanted?.trim() || "modeldeck");
  const isOwn = shown.length === 1 && shown[0] === "modeldeck";
  const told: Program["dialect"] = shown.at(-1)?.includes("imageworks") ? "imageworks" : "modeldeck";
  const spawn = isOwn ? [process.execPath, ownPath] : shown;
  return { shown, spawn, dialect: dialect ?? told, ...(isOwn && { isOwn }) };
}

/** What is spawned for an invocation that is shown. Some commands of a foreign CLI live in a program beside it. */
export function spawnWordsOf({ shown, spawn }: Program, argv: readonly string[]): string[] {
  const isProgram = shown.every((word, place) => argv[place] === word);
  return isProgram ? [...spawn, ...argv.slice(shown.length)] : [...argv];
}

/** Splits a setting into words, with plain quotes. Nothing is expanded, because no shell will ever see it. */
function wordsOf(text: string): string[] {
  if (/["']/.test(text.replace(/"[^"]*"|'[^']*'/g, ""))) {
    throw new ConsoleError("bad-input", `The program ${text} has a quote that is never closed.`, {
      hint: "Close the quote in MODELDECK_CLI.",
    });
  }
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double = "", single = "") => double + single),
  );
}
