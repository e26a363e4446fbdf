import type { Pace } from "./pace.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Errand } from "./read-answers.ts";
import { watchForStall } from "./stall-watch.ts";
import type { Transport } from "./transport.ts";

/** A few connections to each server, over which errands are shared out as they come. */
export type Lanes<One extends Errand> = { ask(errand: One): void; close(): void };

export type LanesMeans<One extends Errand> = {
  transport: Transport;
  stallMs: number;
  pace: Pace | undefined;
  signal: AbortSignal;
  /** It cannot be done this way. */
  giveUp(errand: One): void;
};

const lanesMax = 4;

export function openLanes<One extends Errand>(means: LanesMeans<One>): Lanes<One> {
  const servers = new Map<string, Lanes<One>>();
  return {
    ask: (errand) => {
      const { origin } = errand.at;
      const lanes = servers.get(origin) ?? openLanesTo(origin, means);
      servers.set(origin, lanes);
      lanes.ask(errand);
    },
    close: () => {
      for (const lanes of servers.values()) lanes.close();
    },
  };
}

function openLanesTo<One extends Errand>(origin: string, means: LanesMeans<One>): Lanes<One> {
  const { transport, stallMs, pace, signal, giveUp } = means;
  const queue: One[] = [];
  const open = new Set<Pipeline>();
  let isOver = false;
  let isDue = false;
  const spread = (): void => {
    isDue = false;
    for (const pipeline of open) pipeline.pump();
    while (queue.length > 0 && open.size < lanesMax && !isOver && !signal.aborted) openLane();
    if (open.size === 0) for (const errand of queue.splice(0)) giveUp(errand);
  };
  const openLane = (): void => {
    const watch = watchForStall(signal, stallMs);
    const pipeline = transport.pipeline?.<One>(origin, {
      next: () => queue.shift(),
      came: (bytes) => {
        watch.came(bytes);
        const paid = pace?.take(bytes, watch.signal);
        return paid && watch.during(paid);
      },
      closed: ([first, ...others], answered) => {
        watch.stop();
        if (pipeline) open.delete(pipeline);
        // The first in the row may be what the server stumbles over; the others only stood behind it.
        if (first) giveUp(first);
        queue.unshift(...others);
        // A server that answers nothing is not asked again and again.
        isOver ||= answered === 0;
        spread();
      },
    });
    if (pipeline) {
      open.add(pipeline);
      watch.signal.addEventListener("abort", pipeline.close, { once: true });
    } else {
      isOver = true;
      watch.stop();
    }
  };
  return {
    ask: (errand) => {
      queue.push(errand);
      if (isDue) return;
      isDue = true;
      setImmediate(spread);
    },
    close: () => {
      isOver = true;
      for (const pipeline of open) pipeline.close();
    },
  };
}
