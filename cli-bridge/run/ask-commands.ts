import { type Asking, askProgram } from "./ask-program.ts";

/** The commands that a program names in its own help; nothing where it does not say, in time or at all. */
export async function askCommands(
  words: readonly string[],
  { limitMs = 30_000, ...asking }: Omit<Asking, "limitMs"> & { limitMs?: number },
): Promise<ReadonlySet<string> | undefined> {
  const answer = await askProgram([...words, "--help"], { ...asking, limitMs });
  const commands = "text" in answer ? commandsIn(answer.text) : new Set<string>();
  return commands.size > 0 ? commands : undefined;
}

const heading = /^\W*Commands\b/;
const row = /^(?:[│|] | {2})([a-z][\w-]*)(?:\s{2,}|\s*[│|]?$)/;

/** Reads the names under "Commands", in a frame of lines or without one. */
export function commandsIn(help: string): Set<string> {
  const names = new Set<string>();
  let isInside = false;
  for (const line of help.split(/\r?\n/)) {
    const name = isInside ? row.exec(line)?.[1] : undefined;
    if (heading.test(line)) isInside = true;
    else if (/^(?:╰|\+--|\S)/.test(line) && !/^[│|]/.test(line)) isInside = false;
    else if (name !== undefined) names.add(name);
  }
  return names;
}
