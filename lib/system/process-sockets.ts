import { readdir, readFile, readlink } from "node:fs/promises";

/** Sockets that listen on a port. The tables name a port in hexadecimal and a listener by the state 0A; the tenth column is the socket. */
export async function listeningSockets(port: number, root = "/"): Promise<Set<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((table) => readFile(`${root}proc/net/${table}`, "utf8").catch(() => "")),
  );
  const rows = tables.flatMap((table) => table.split("\n").map((line) => line.trim().split(/\s+/)));
  const ours = rows.filter(([, local, , state]) => local?.endsWith(suffix) && state === "0A");
  return new Set(ours.map((row) => `socket:[${row[9]}]`));
}

/** Whether a process holds one of these sockets, as far as this user may see. */
export async function holdsSocket(pid: string, sockets: ReadonlySet<string>, root = "/"): Promise<boolean> {
  const folder = `${root}proc/${pid}/fd`;
  const open = await readdir(folder).catch(() => []);
  const targets = await Promise.all(open.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
  return targets.some((target) => sockets.has(target));
}
