import type { Input } from "#cli-bridge/derive/check-input.ts";
import { saidWords, wordsSaid } from "#lib/backends/managed/server-wanted.ts";
import { guardInside, looksLikePath } from "./guard-paths.ts";

/** Options whose value begins with a slash and is a part of an address. */
const addressPart = /^--(?:api-prefix|root-path)$/;
const addressPartSaid = /^--(?:api-prefix|root-path)=/;

/**
 * Refuses a server whose words hold a secret, before the run and its words are written down, and one that they point at
 * places that were not configured.
 */
export async function guardServerWords(
  command: string,
  input: Input,
  places: readonly string[],
): Promise<void> {
  if (command === "backend-start") {
    const { args, env } = saidWords({ args: textOf(input.args), env: textOf(input.env) });
    const words = args.filter(
      (word, at) => !addressPartSaid.test(word) && !addressPart.test(args[at - 1] ?? ""),
    );
    await guardInside({ args: pathsIn(words), env: pathsIn(Object.values(env)) }, places);
  }
  if (command === "backend-config")
    await guardInside({ set: pathsIn(wordsSaid(textOf(input.set), "set")) }, places);
}

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

/** What looks like a path, also behind an equals sign, in a list or in JSON: `--lora-modules name=/path`. */
const pathsIn = (words: readonly string[]) =>
  words
    .flatMap((word) => word.split(/[=,;"'@{}[\]\s]+/))
    .filter((part) => !/^(?!file:)[a-z][a-z\d+.-]*:\/\//i.test(part))
    .flatMap((part) => (/^[a-z]:[/\\]/i.test(part) ? [part] : part.split(":")))
    .filter(looksLikePath);
