import type { BackendAnswer, BackendState } from "#cli-bridge/protocol/backend-answer.ts";

/** How a server stands after all that was heard of it; times in milliseconds. */
export type Standing = {
  state: BackendState;
  problem: BackendAnswer["problem"];
  since: number | undefined;
  /** How many looks in a row got no answer. */
  failures: number;
};

export type Heard = { state: BackendState; message?: string | undefined; hint?: string | undefined };

/** How often a server is asked: while somebody watches, and while nobody does. */
export const paces = { loaded: 5_000, list: 30_000, version: 300_000, idle: 60_000 } as const;

const longestMs = 60_000;
const openFrom = 3;

export const unasked: Standing = { state: "checking", problem: undefined, since: undefined, failures: 0 };

/** It answers, though it may be busy with itself. What only refuses us, for want of a token, answers too. */
const answering: ReadonlySet<BackendState> = new Set(["healthy", "starting", "unhealthy", "needs-token"]);

export const isAnswering = ({ state }: Pick<Standing, "state">): boolean => answering.has(state);

export function afterLook(before: Standing, { state, message, hint }: Heard, at: number): Standing {
  return {
    state,
    problem: message === undefined ? undefined : { message, ...(hint !== undefined && { hint }) },
    since: state === before.state ? before.since : at,
    failures: isAnswering({ state }) ? 0 : before.failures + 1,
  };
}

/** How long to wait for the next look: the usual pace, and twice as long with each failure after the first. */
export function waitAfter({ failures }: Pick<Standing, "failures">, isAttended: boolean): number {
  if (!isAttended) return paces.idle;
  return Math.min(longestMs, paces.loaded * 2 ** Math.max(0, failures - 1));
}

export const circuitOf = (
  { failures }: Standing,
  nextTryAt: number | undefined,
): BackendAnswer["circuit"] => ({
  state: failures >= openFrom ? "open" : "closed",
  failures,
  ...(failures > 0 && nextTryAt !== undefined && { nextTryAt: new Date(nextTryAt).toISOString() }),
});
