import { StringDecoder } from "node:string_decoder";
import { childEnv } from "./child-env.ts";
import { spawnChild } from "./spawn-child.ts";

export type Asking = {
  env: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  limitMs: number;
  signal?: AbortSignal | undefined;
};

/** What a program printed before it ended well, or why there is nothing to go by. */
type ProgramAnswer = { text: string } | { problem: "missing" | "failed" | "silent" };

const answerMax = 1_000_000;

/**
 * Asks a program that has a short answer. It is not waited for beyond its limit even where it cannot be ended, as a
 * driver that hangs cannot.
 */
export async function askProgram(
  argv: readonly string[],
  { env, cwd = "/", limitMs, signal }: Asking,
): Promise<ProgramAnswer> {
  const own = childEnv(env, { secrets: {}, marker: "asked", hasChannel: false });
  const words = [...argv];
  const child = await spawnChild({ spawn: words, argv: words, cwd, env: own, hasChannel: false });
  if ("reason" in child) return { problem: "missing" };
  const { promise: ended, resolve } = Promise.withResolvers<"ended">();
  const end = () => {
    endGroup(child.pid);
    resolve("ended");
  };
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
  const exited = await Promise.race([child.exited, ended]);
  clearTimeout(timer);
  signal?.removeEventListener("abort", end);
  if (exited === "ended") {
    child.out.destroy();
    child.err.destroy();
    return { problem: "silent" };
  }
  if (!child.out.readableEnded && !child.out.destroyed) await drained(child.out, end);
  return exited.code === 0 ? { text } : { problem: "failed" };
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
