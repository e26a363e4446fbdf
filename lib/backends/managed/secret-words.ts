import { secretAt } from "#cli-bridge/derive/argument-oddities.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isForServers } from "#cli-bridge/protocol/server-variables.ts";
import { isSecretWord, mask } from "#lib/state/profiles/mask-text.ts";

/** Options of servers that carry keys and tokens, and do not end on such a word or are cut short. */
const secretOption = /^--?(?:hft|api[-_]k(?:e(?:ys?)?)?|hf[-_]t(?:o(?:k(?:en?)?)?)?)$/;

/** The options among these words that are given a secret: others read it in the list of processes. */
export const secretOptionsIn = (words: readonly string[]): string[] =>
  words.flatMap((word, at) => (secretBehind(at, words) === undefined ? [] : [flagOf(word)]));

/** The words as they may be shown. Some of these options take several values. */
export function withoutSecrets(words: readonly string[]): string[] {
  let isHidden = false;
  return words.map((word, at) => {
    const secret = secretBehind(at, words);
    isHidden = secret === undefined ? isHidden && !word.startsWith("-") : true;
    if (secret !== undefined) return word.includes("=") ? `${flagOf(word)}=${mask}` : word;
    return isHidden ? mask : word;
  });
}

/** An address as it may be shown, such as a proxy's. What merely looks random may be the id of a GPU, and stays. */
export const withoutCredentials = (value: string): string =>
  value.includes("://")
    ? value.replace(/(:\/\/)\S+@/g, `$1${mask}@`)
    : value.replace(/^[^\s:@]+:\S*@/, `${mask}@`);

/** What a server finds in its environment and reads, as it may be shown. */
export const shownVariables = (env: Readonly<Record<string, string>>) =>
  Object.entries(env)
    .filter(([name]) => isForServers(name))
    .map(([name, value]) => ({ name, value: isSecretWord(name) ? mask : withoutCredentials(value) }))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));

/** Refuses a secret among the arguments of a server before anybody writes them down. */
export function guardNoSecret(words: readonly string[]): void {
  const [option] = secretOptionsIn(words);
  if (option === undefined) return;
  throw new ConsoleError("bad-input", `${option} is a secret and is not said among the arguments.`, {
    hint: secretHint,
  });
}

export const secretHint =
  "Others could read it there. Give the key of the server or the token of the hub in its own field, or in the environment.";

const flagOf = (word: string) => word.split("=")[0] ?? word;

function secretBehind(at: number, words: readonly string[]): string | undefined {
  const word = words[at] ?? "";
  if (!secretOption.test(flagOf(word))) return secretAt(at, words);
  const value = word.includes("=") ? word.slice(flagOf(word).length + 1) : (words[at + 1] ?? "");
  return value === "" || value.startsWith("-") ? undefined : value;
}
