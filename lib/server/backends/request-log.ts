import type { BackendRequestLine } from "#cli-bridge/protocol/backend-requests.ts";
import type { AskedOnce } from "#lib/backends/http/backend-http.ts";

const linesMax = 200;
const serversMax = 200;
const textMax = 300;

/** What servers were asked by this console, until it ends. What was said in a question is not kept. */
export class RequestLog {
  readonly #servers = new Map<string, Map<string, BackendRequestLine>>();

  note(server: string, asked: AskedOnce, at: number): void {
    const { method, status, ms } = asked;
    const path = asked.path.slice(0, textMax);
    const problem = asked.problem?.slice(0, textMax);
    // Looks repeat the same questions every few seconds, and would bury everything else.
    const key = JSON.stringify([method, path, status, problem]);
    const lines = this.#servers.get(server) ?? new Map<string, BackendRequestLine>();
    const times = (lines.get(key)?.times ?? 0) + 1;
    lines.delete(key);
    lines.set(key, {
      ...{ at: new Date(at).toISOString(), method, path, ms: Math.round(ms), times },
      ...(status !== undefined && { status }),
      ...(problem !== undefined && { problem }),
    });
    this.#servers.set(server, lines);
    dropOldest(lines, linesMax);
    dropOldest(this.#servers, serversMax);
  }

  /** The newest first. */
  of(server: string): BackendRequestLine[] {
    return [...(this.#servers.get(server)?.values() ?? [])].toReversed();
  }
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
