import { existsSync, statSync } from "node:fs";
import { type AwaitedWords, awaitWord } from "#cli-bridge/protocol/await-words.ts";
import type { KeeperAhead, KeeperOrder } from "./keeper-order.ts";
import { type Child, spawnChild } from "./spawn-child.ts";

/** Our program, started before it is known what it is to do. */
export type ReadyChild = {
  pid: number;
  /** The program with its words, or nothing where it is not what the order wants, or has ended meanwhile. */
  begin: (order: KeeperOrder) => Child | undefined;
  letGo: () => void;
};

export async function readyChild({ program, cwd, env }: KeeperAhead): Promise<ReadyChild | undefined> {
  const spawn = [...program, awaitWord];
  const filesBefore = program.map(fileAt);
  const child = await spawnChild({ spawn, argv: spawn, cwd, env, hasChannel: true, isTold: true });
  if ("reason" in child || !child.told) return undefined;
  const { told, pid } = child;
  let isOver = false;
  void child.exited.then(() => {
    isOver = true;
  });
  // What is told to a program that has just ended is told by its end.
  told.on("error", () => undefined);
  return {
    pid,
    begin: (order) => {
      const isIt = order.hasChannel && program.every((word, place) => order.spawn[place] === word);
      const isReplaced = program.some((path, place) => fileAt(path) !== filesBefore[place]);
      if (isOver || !isIt || isReplaced || !existsSync(order.cwd)) return undefined;
      const words: AwaitedWords = {
        words: order.spawn.slice(program.length),
        cwd: order.cwd,
        env: order.env,
      };
      told.end(`${JSON.stringify(words)}\n`);
      return child;
    },
    // It has begun nothing that it could leave half done, and what it reads may lie on a disk that never answers.
    letGo: () => void (isOver || process.kill(pid, "SIGTERM")),
  };
}

/** Which file is there now: after an update it is another, and the old program no longer finds its parts. */
function fileAt(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino} ${found.mtimeMs}`;
}
