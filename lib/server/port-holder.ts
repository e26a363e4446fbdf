import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";

const processesMax = 5_000;

/** Who listens on a port, where the system tells: only Linux, and only programs of the same user. */
export async function portHolder(port: number): Promise<string | undefined> {
  const sockets = await listeningSockets(port);
  if (sockets.size === 0) return undefined;
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of processes.slice(0, processesMax)) {
    if (!(await holdsOneOf(pid, sockets))) continue;
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

/** The tables name a port in hexadecimal and a listener by the state 0A; the tenth column is the socket. */
async function listeningSockets(port: number): Promise<Set<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((table) => readFile(`/proc/net/${table}`, "utf8").catch(() => "")),
  );
  const rows = tables.flatMap((table) => table.split("\n").map((line) => line.trim().split(/\s+/)));
  const ours = rows.filter(([, local, , state]) => local?.endsWith(suffix) && state === "0A");
  return new Set(ours.map((row) => `socket:[${row[9]}]`));
}

async function holdsOneOf(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const open = await readdir(folder).catch(() => []);
  const targets = await Promise.all(open.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
  return targets.some((target) => sockets.has(target));
}
