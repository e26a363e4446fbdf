import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import type { KeeperOrder } from "./keeper-order.ts";

export type Child = {
  pid: number;
  out: Readable;
  err: Readable;
  channel: Readable | undefined;
  /** Its stdin, where it is to be told something. */
  told: Writable | undefined;
  exited: Promise<{ code: number | undefined; signal: string | undefined }>;
};

type SpawnOrder = Pick<KeeperOrder, "spawn" | "argv" | "cwd" | "env" | "hasChannel"> & { isTold?: boolean };

/** The program in a group of its own, with nothing else to read and no shell between; or why it could not start. */
export async function spawnChild(order: SpawnOrder): Promise<Child | { reason: string }> {
  const [program = "", ...args] = order.spawn;
  if (!existsSync(order.cwd)) return { reason: `The folder ${order.cwd} to run in does not exist.` };
  // Next's types say that every environment names NODE_ENV; a foreign program's does not have to.
  const env = order.env as NodeJS.ProcessEnv;
  const [told, channel] = [order.isTold, order.hasChannel].map((is) => (is ? "pipe" : "ignore"));
  const stdio: StdioOptions = [told, "pipe", "pipe", channel];
  try {
    const child = spawn(program, args, {
      cwd: order.cwd,
      env,
      detached: true,
      shell: false,
      stdio,
    });
    await isSpawned(child);
    return toChild(child);
  } catch (error) {
    return { reason: reasonOf(error, order.argv[0] ?? program) };
  }
}

function isSpawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
}

function toChild(child: ChildProcess): Child {
  const { pid, stdin, stdout, stderr, stdio } = child;
  if (pid === undefined || !stdout || !stderr) throw new Error("The program started without its streams.");
  const third = stdio[3];
  return {
    pid,
    out: stdout,
    err: stderr,
    channel: third && "read" in third ? third : undefined,
    told: stdin ?? undefined,
    exited: new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }));
    }),
  };
}

const reasons: Record<string, string> = {
  ENOENT: "was not found on the PATH. Install it, or set MODELDECK_CLI to where it is.",
  EACCES: "may not be run by this user. Check its permissions.",
  E2BIG: "was given more arguments than the system allows. Name fewer at once.",
  EAGAIN: "could not start because too many processes are running. Try again later.",
  EMFILE: "could not start because too many files are open. Try again later.",
};

function reasonOf(error: unknown, program: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "an unknown error";
  return `${program} ${reasons[code] ?? `could not start: ${code}.`}`;
}
