import { StringDecoder } from "node:string_decoder";
import { childEnv } from "./child-env.ts";
import { spawnChild } from "./spawn-child.ts";

type Asking = {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  limitMs?: number;
  signal?: AbortSignal;
};

const answerMax = 1_000_000;

/** The commands that a program names in its own help; nothing where it does not say, in time or at all. */
export async function askCommands(
  words: readonly string[],
  { env, cwd, limitMs = 30_000, signal }: Asking,
): Promise<ReadonlySet<string> | undefined> {
  const argv = [...words, "--help"];
  const own = { ...childEnv(env, { secrets: {}, marker: "help", hasChannel: false }), NO_COLOR: "1" };
  const child = await spawnChild({ spawn: argv, argv, cwd, env: own, hasChannel: false });
  if ("reason" in child) return undefined;
  const end = () => endGroup(child.pid);
  const timer = setTimeout(end, limitMs);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted) end();
  const decoder = new StringDecoder("utf8");
  let text = "";
  child.err.resume();
  child.out.on("data", (bytes: Buffer) => {
    text += decoder.write(bytes);
    if (text.length > answerMax) end();
  });
  const { code } = await child.exited.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  });
  if (!child.out.readableEnded && !child.out.destroyed) await drained(child.out, end);
  const commands = code === 0 ? commandsIn(text) : new Set<string>();
  return commands.size > 0 ? commands : undefined;
}

/** What was written is there at once; a grandchild that holds the pipe open has nothing to add. */
async function drained(out: NodeJS.ReadableStream, end: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    end();
    resolve();
  }, 1000);
  out.once("end", resolve).once("close", resolve);
  await promise.finally(() => clearTimeout(timer));
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
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
