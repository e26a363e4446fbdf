import { readFile } from "node:fs/promises";
import { type ServerStanding, serverStanding } from "#cli-bridge/protocol/server-standing.ts";

/** `server.json`: how the server of a run stands. Nothing until the run has said it for the first time. */
export async function readServer(path: string): Promise<ServerStanding | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : serverStanding.parse(JSON.parse(text));
}
