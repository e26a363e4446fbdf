import { readFile } from "node:fs/promises";
import { holdsSocket, listeningSockets } from "./process-sockets.ts";

/** A server of models on this machine, by what is known of its process. */
export type ServerProcess = { id: string; pid?: number | undefined; port?: number | undefined };

const ancestorsMax = 32;

/**
 * Which server each process belongs to: one whose process is among its ancestors, or that listens where the server is
 * asked. A process is looked at once, because its ancestors do not change while it lives.
 */
export function makeHolderOwners(root = "/") {
  let known = new Map<string, string | undefined>();
  let knownFor = "";
  return async (pids: readonly number[], servers: readonly ServerProcess[]): Promise<Map<number, string>> => {
    const now = JSON.stringify(servers);
    if (now !== knownFor) known = new Map();
    knownFor = now;
    const owners = new Map<number, string>();
    const seen: typeof known = new Map();
    let listening: Listening[] | undefined;
    for (const pid of new Set(pids)) {
      const process = await readProcess(pid, root);
      if (process === undefined) continue;
      const key = `${pid} ${process.startedAt}`;
      if (!known.has(key)) listening ??= await listeningOf(servers, root);
      const owner = known.has(key) ? known.get(key) : await ownerOf(pid, { servers, listening, root });
      seen.set(key, owner);
      if (owner !== undefined) owners.set(pid, owner);
    }
    known = seen;
    return owners;
  };
}

type Listening = { id: string; sockets: Set<string> };
type Among = { servers: readonly ServerProcess[]; listening: readonly Listening[] | undefined; root: string };

const listeningOf = (servers: readonly ServerProcess[], root: string): Promise<Listening[]> =>
  Promise.all(
    servers.flatMap(({ id, pid, port }) =>
      pid === undefined && port !== undefined
        ? [listeningSockets(port, root).then((sockets) => ({ id, sockets }))]
        : [],
    ),
  );

async function ownerOf(pid: number, { servers, listening = [], root }: Among): Promise<string | undefined> {
  let at = pid;
  for (let step = 0; step < ancestorsMax && at > 1; step += 1) {
    const byPid = servers.find((server) => server.pid === at);
    if (byPid) return byPid.id;
    for (const { id, sockets } of listening)
      if (sockets.size > 0 && (await holdsSocket(String(at), sockets, root))) return id;
    at = (await readProcess(at, root))?.parent ?? 0;
  }
  return undefined;
}

/** The name of a program may hold brackets and blanks, so what is meant is counted from its end. */
async function readProcess(
  pid: number,
  root: string,
): Promise<{ parent: number; startedAt: string } | undefined> {
  const text = await readFile(`${root}proc/${pid}/stat`, "utf8").catch(() => "");
  const columns = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [, parent, startedAt] = [columns[0], columns[1], columns[19]];
  return parent === undefined || startedAt === undefined ? undefined : { parent: Number(parent), startedAt };
}
