import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";

const command = /\bmodeldeck (?=([a-z-]+))/g;

/** Commands that are told to be typed next, for the registry that was named with this one. */
export function inNamedRegistry(words: string, registryDir: string | undefined): string {
  if (registryDir === undefined) return words;
  const begins = new Set(commandNames.map((name) => commandOf(name).path[0]));
  const named = toShell(["modeldeck", `--registry-dir=${registryDir}`]);
  return words.replace(command, (said, first) => (begins.has(first) ? `${named} ` : said));
}
