import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import { endOf } from "#cli-bridge/protocol/run-end.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { kindWords } from "#lib/backends/instances/environment.ts";
import { instanceIdOf } from "#lib/backends/instances/instance-id.ts";

/** What became of a server that the console started, each change once. */
export class ServerActivity {
  readonly #ready = new Map<string, string>();

  of(run: RunRecord): NewActivity | undefined {
    if (run.lane !== "servers") return undefined;
    if (run.state === "ended") return this.#ended(run);
    const { server } = run;
    if (!server || this.#ready.get(run.id) === server.since || server.phase !== "ready") return undefined;
    this.#ready.set(run.id, server.since);
    const says = `${kindWords[server.kind]} was started and answers at ${server.url}.`;
    const url = URL.parse(server.url);
    return {
      ...about(run, server.since),
      kind: "started",
      says,
      ...(url && { instance: instanceIdOf(server.kind, url) }),
    };
  }

  #ended(run: RunRecord): NewActivity | undefined {
    const { outcome, endedAt, input } = run;
    this.#ready.delete(run.id);
    const end = outcome && endOf(outcome);
    if (!outcome || !endedAt || end === "paused" || end === "interrupted") return undefined;
    const what = typeof input.kind === "string" ? input.kind : run.command;
    const isMeant = end === "cancelled" || end === "succeeded";
    return {
      ...about(run, endedAt),
      kind: isMeant ? "stopped" : "crashed",
      says: isMeant
        ? `${what} was stopped.`
        : `${what} died: ${outcome.result?.summary ?? "its run says why."}`,
      durationMs: outcome.durationMs,
    };
  }
}

const about = ({ id }: RunRecord, at: string) => ({ at, who: "console", run: id }) as const;
