import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { holdsSocket, listeningSockets } from "./process-sockets.ts";

const processesMax = 5_000;

/** Who listens on a port, where the system tells: only Linux, and only programs of the same user. */
export async function portHolder(port: number): Promise<string | undefined> {
  const sockets = await listeningSockets(port);
  if (sockets.size === 0) return undefined;
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of processes.slice(0, processesMax)) {
    if (!(await holdsSocket(pid, sockets))) continue;
    return `${await nameOf(pid)} (process ${pid})`;
  }
  return undefined;
}

/** What it was started as, without its options: those are nobody's business. */
async function nameOf(pid: string): Promise<string> {
  const [program = "", first = ""] = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split(
    "\0",
  );
  const words = [program, ...(first.startsWith("-") ? [] : [first])].map((word) => basename(word));
  return words.filter(Boolean).join(" ") || "a program";
}
