import { existsSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { askCommands } from "#cli-bridge/run/ask-commands.ts";
import type { Program } from "#cli-bridge/run/program-of.ts";

type Knowing = { program: Program; env: NodeJS.ProcessEnv; cwd: string };

/** Why the program in use lacks a command, as far as is known; an answer never waits for the program. */
export type KnownCommands = {
  missing: (name: CommandName) => string | undefined;
  /** Ends when what can be known now is known. */
  asked: () => Promise<void>;
  close: () => void;
};

const knowsAll: KnownCommands = { missing: () => undefined, asked: async () => {}, close: () => {} };

/**
 * Programs of one dialect are of different ages. A foreign one is asked once for its help, in the background, and again
 * when its file has changed; one that does not answer counts as knowing everything.
 */
export function makeKnownCommands({ program, env, cwd }: Knowing): KnownCommands {
  if (program.dialect === "modeldeck") return knowsAll;
  const said = program.shown.join(" ");
  const { spellingOf } = dialects[program.dialect];
  let known: ReadonlySet<string> | undefined;
  let stamp: string | undefined;
  let asking: Promise<void> | undefined;
  const closing = new AbortController();

  function ask(): Promise<void> {
    const now = stampOf(program.spawn, { env, cwd });
    if (asking || now === stamp) return asking ?? Promise.resolve();
    stamp = now;
    asking = askCommands(program.spawn, { env, cwd, signal: closing.signal })
      .then((commands) => {
        known = commands;
      })
      .catch(() => {
        known = undefined;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  void ask();
  return {
    asked: ask,
    close: () => closing.abort(),
    missing: (name) => {
      void ask();
      const spelling = spellingOf(name);
      if (!spelling) return undefined;
      if (spelling.script) {
        const isThere = existsSync(join(cwd, spelling.script));
        return isThere ? undefined : `${spelling.script} is not in ${cwd}, where ${said} runs.`;
      }
      const word = spelling.named ?? commandOf(name).path.join(" ");
      return known && !known.has(word) ? `${said} has no command ${word}.` : undefined;
    },
  };
}

/** Changes when one of the program's files does. */
function stampOf(words: readonly string[], { env, cwd }: Omit<Knowing, "program">): string {
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return words
    .flatMap((word) =>
      /[/\\]/.test(word) ? [resolve(cwd, word)] : folders.map((folder) => join(folder, word)),
    )
    .map((path) => statSync(path, { throwIfNoEntry: false }))
    .map((stats) => (stats?.isFile() ? `${stats.mtimeMs}.${stats.size}` : ""))
    .join(",");
}
