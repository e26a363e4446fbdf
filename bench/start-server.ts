import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export type Server = { port: number; child: ChildProcess };

export async function startServer(words: string[], env: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const chunk of child.stdout) {
    const port = /http:\/\/[^\s:]+:(\d+)/.exec(String(chunk))?.[1];
    if (port) return { port: Number(port), child };
  }
  throw new Error(`${words.join(" ")} did not start.`);
}

export async function end({ child }: Server): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

export async function rssMb({ child }: Server): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
