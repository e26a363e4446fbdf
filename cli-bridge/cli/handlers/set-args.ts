import { argumentOddities } from "#cli-bridge/derive/argument-oddities.ts";
import { splitWords } from "#cli-bridge/derive/argument-words.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { setArgs as setting } from "#lib/registry/operations/set-args.ts";
import { edit } from "../edit.ts";
import type { Handler } from "./index.ts";

export const setArgs: Handler<"set-args"> = (input, session) => {
  const { name, args, clear, was } = input;
  if (clear ? args !== undefined : args === undefined) {
    throw new ConsoleError("bad-input", "Arguments are either said or cleared.", {
      hint: "Say --args='--flag value', or --clear.",
    });
  }
  const { words, problem } = splitWords(args ?? "");
  if (problem)
    throw new ConsoleError("bad-input", problem, { hint: "Close it, or put a backslash before it." });
  const oddities = (said: readonly string[], backend: string) =>
    argumentOddities(said, backend).map(({ says }) => says);
  const operation = setting({ name, args: words, was, oddities });
  return edit({ name: "set-args", input, operation, names: [name], noun: "arguments" }, session);
};
