import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import { endOf } from "#cli-bridge/protocol/run-end.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { ServerStanding } from "#cli-bridge/protocol/server-standing.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";

type Where = Pick<NewActivity, "instance" | "instanceName">;

type WasTold = (event: NewActivity) => boolean;

/** What became of a server that the console started, each change once; also of one that dies before it was ready. */
export class ServerActivity {
  /** Where the server of a run is, and since when it was told to be ready. */
  readonly #going = new Map<string, { where: Where; toldSince?: string }>();
  readonly #begunAt: number;
  readonly #wasTold: WasTold;

  /** What came before `begunAt` may have been told by the console before, or may have met none. */
  constructor(begunAt: number, wasTold: WasTold) {
    this.#begunAt = begunAt;
    this.#wasTold = wasTold;
  }

  of(run: RunRecord): NewActivity | undefined {
    if (run.lane !== "servers") return undefined;
    if (run.state === "ended") return this.#ended(run);
    const { server } = run;
    if (!server) return undefined;
    const where = whereOf(server);
    const known = this.#going.get(run.id);
    const isNews = server.phase === "ready" && server.since !== known?.toldSince;
    this.#going.set(run.id, { ...known, where, ...(isNews && { toldSince: server.since }) });
    if (!isNews) return undefined;
    const says = `${where.instanceName ?? server.kind} was started and answers at ${server.url}.`;
    const event = { ...about(run, server.since), ...where, kind: "started", says } as const;
    return Date.parse(server.since) < this.#begunAt && this.#wasTold(event) ? undefined : event;
  }

  #ended(run: RunRecord): NewActivity | undefined {
    const { outcome, endedAt, input } = run;
    const where = this.#going.get(run.id)?.where;
    this.#going.delete(run.id);
    const end = outcome && endOf(outcome);
    if (!outcome || !endedAt || end === "paused" || end === "interrupted") return undefined;
    const name = where?.instanceName ?? (typeof input.kind === "string" ? input.kind : run.command);
    const isMeant = end === "cancelled" || end === "succeeded";
    return {
      ...{ ...about(run, endedAt), ...where, durationMs: outcome.durationMs },
      ...(isMeant
        ? { kind: "stopped", says: `${name} was stopped.` }
        : { kind: "crashed", says: outcome.result?.summary ?? `${name} died; its run says why.` }),
    };
  }
}

const about = ({ id }: RunRecord, at: string) => ({ at, who: "console", run: id }) as const;

function whereOf({ kind, url: said }: ServerStanding): Where {
  const url = URL.parse(said);
  if (!url) return {};
  const { id, name } = toInstance({ kind, url, from: "started" });
  return { instance: id, instanceName: name };
}
