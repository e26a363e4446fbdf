import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { ServerStanding } from "#cli-bridge/protocol/server-standing.ts";

export type ManagedServer = Pick<ServerStanding, "kind" | "url" | "phase" | "pid"> & { run: string };

/** The servers that runs of the console own now. */
export function managedServers(runs: readonly RunRecord[]): ManagedServer[] {
  return runs.flatMap(({ id, state, server }) => {
    if (state !== "running" || !server) return [];
    const { kind, url, phase, pid } = server;
    return [{ run: id, kind, url, phase, ...(pid !== undefined && { pid }) }];
  });
}
