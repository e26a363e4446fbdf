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

type Group<One> = { queue: One[]; open: Set<Pipeline>; isBroken: boolean; isDue: boolean };

const lanesMax = 4;

export function openLanes<One extends Errand>(means: LanesMeans<One>): Lanes<One> {
  const groups = new Map<string, Group<One>>();
  let isClosed = false;
  const flush = (group: Group<One>): void => {
    for (const errand of group.queue.splice(0)) means.giveUp(errand);
  };
  const spread = (group: Group<One>): void => {
    group.isDue = false;
    if (isClosed || means.signal.aborted) {
      flush(group);
      return;
    }
    for (const pipeline of group.open) pipeline.pump();
    while (group.queue.length > 0 && group.open.size < lanesMax && !group.isBroken) {
      if (!openLane(group)) group.isBroken = true;
    }
    if (group.open.size === 0) flush(group);
  };
  const openLane = (group: Group<One>): boolean => {
    const url = group.queue[0]?.url;
    if (url === undefined) return false;
    const watch = watchForStall(means.signal, means.stallMs);
    const pipeline = means.transport.pipeline?.(url, {
      next: () => group.queue.shift(),
      came: (bytes) => {
        watch.came(bytes);
        const paid = means.pace?.take(bytes, watch.signal);
        return paid && watch.during(paid);
      },
      closed: ([first, ...others], answered) => {
        watch.stop();
        if (pipeline) group.open.delete(pipeline);
        // The first in the row may be what the server stumbles over; the others only stood behind it.
        if (first) means.giveUp(first);
        group.queue.unshift(...others);
        group.isBroken ||= answered === 0;
        spread(group);
      },
    });
    if (pipeline === undefined) {
      watch.stop();
      return false;
    }
    group.open.add(pipeline);
    watch.signal.addEventListener("abort", pipeline.close, { once: true });
    return true;
  };
  return {
    ask: (errand) => {
      const { origin } = new URL(errand.url);
      const group: Group<One> = groups.get(origin) ?? {
        ...{ queue: [], open: new Set(), isBroken: false, isDue: false },
      };
      groups.set(origin, group);
      group.queue.push(errand);
      if (group.isDue) return;
      group.isDue = true;
      setImmediate(spread, group);
    },
    close: () => {
      isClosed = true;
      for (const { open } of groups.values()) for (const pipeline of open) pipeline.close();
    },
  };
}
