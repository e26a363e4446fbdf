import { StringDecoder } from "node:string_decoder";
import type { Asking } from "./ask-program.ts";
import { childEnv } from "./child-env.ts";
import { spawnChild } from "./spawn-child.ts";

type Following = Pick<Asking, "env" | "cwd"> & { onLine: (line: string) => void; signal: AbortSignal };

const lineMax = 10_000;

/** Lets a program run that tells line after line, until the signal ends it. It comes back when the program has ended. */
export async function followProgram(
  argv: readonly string[],
  { env, cwd = "/", onLine, signal }: Following,
): Promise<void> {
  const own = childEnv(env, { secrets: {}, marker: "followed", hasChannel: false });
  const words = [...argv];
  const child = await spawnChild({ spawn: words, argv: words, cwd, env: own, hasChannel: false });
  if ("reason" in child) return;
  const end = () => {
    child.out.destroy();
    child.err.destroy();
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  child.err.resume();
  const decoder = new StringDecoder("utf8");
  let begun = "";
  child.out.on("data", (bytes: Buffer) => {
    const lines = (begun + decoder.write(bytes)).split("\n");
    begun = (lines.pop() ?? "").slice(0, lineMax);
    for (const line of lines) onLine(line);
  });
  await child.exited;
  signal.removeEventListener("abort", end);
}
