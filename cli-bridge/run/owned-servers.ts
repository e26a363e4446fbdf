import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { ServerStanding } from "#cli-bridge/protocol/server-standing.ts";
import { isKept, readKeeper } from "./keeper-file.ts";
import { isAlive } from "./process-identity.ts";
import { type RunFolder, runFolderOf, runIdsIn } from "./run-folder.ts";
import { readRecord } from "./run-record-of.ts";
import { endGoingRun } from "./stop-run.ts";

/** A server that a run of this home has started and keeps. */
export type OwnedServer = { folder: RunFolder; server: ServerStanding };

const lookMs = 100;

/** The servers that are kept now, the newest first; those of a keeper that died are nobody's. */
export async function ownedServers(home: string): Promise<OwnedServer[]> {
  const owned: OwnedServer[] = [];
  for (const folder of (await runIdsIn(home)).map((id) => runFolderOf(home, id))) {
    if (!existsSync(folder.server) || existsSync(folder.outcome)) continue;
    const keeper = await readKeeper(folder.keeper);
    const record = await readRecord(folder);
    if (keeper && isKept(keeper) && record?.server) owned.push({ folder, server: record.server });
  }
  return owned;
}

/** Ends the run, and with it the server and all that it started; says whether that is over. */
export async function stopOwned({ folder }: OwnedServer, signal: AbortSignal): Promise<boolean> {
  await endGoingRun(folder);
  while (!signal.aborted && !existsSync(folder.outcome)) await pause(signal);
  return existsSync(folder.outcome);
}

/**
 * Has the run end its server and start it again. Answers how it stands then, which is as before where that was
 * refused; nothing when the run ended over it.
 */
export async function restartOwned(
  { folder, server: before }: OwnedServer,
  signal: AbortSignal,
): Promise<ServerStanding | undefined> {
  const keeper = await readKeeper(folder.keeper);
  if (!keeper?.child || !isAlive(keeper.child)) return undefined;
  process.kill(keeper.child.pid, "SIGHUP");
  while (!signal.aborted) {
    const server = (await readRecord(folder))?.server;
    if (!server) return undefined;
    if (server.starts > before.starts && server.phase === "ready") return server;
    if (server.refused !== undefined && server.since !== before.since) return server;
    await pause(signal);
  }
  return (await readRecord(folder))?.server;
}

const pause = (signal: AbortSignal) => delay(lookMs, undefined, { signal }).catch(() => {});
