import fc from "fast-check";
import { expect, test } from "vitest";
import type { BackendState } from "#cli-bridge/protocol/backend-answer.ts";
import { backendState } from "#cli-bridge/protocol/backend-answer.ts";
import {
  afterLook,
  circuitOf,
  isAnswering,
  type Standing,
  unasked,
  waitAfter,
} from "#lib/server/backends/standing.ts";

type Model = { now: number; states: BackendState[] };
type Real = { standing: Standing };

/** A look at a server that found it in some state, some time after the one before. */
class Look implements fc.Command<Model, Real> {
  readonly state: BackendState;
  readonly waitedMs: number;
  constructor(state: BackendState, waitedMs: number) {
    this.state = state;
    this.waitedMs = waitedMs;
  }
  check(): boolean {
    return true;
  }
  run(model: Model, real: Real): void {
    const before = real.standing;
    model.now += this.waitedMs;
    model.states.push(this.state);
    real.standing = afterLook(before, { state: this.state, message: "It said so." }, model.now);
    const unanswered =
      model.states.length - 1 - model.states.findLastIndex((state) => isAnswering({ state }));
    expect(real.standing.failures).toBe(unanswered);
    expect(real.standing.since).toBe(this.state === before.state ? before.since : model.now);
    expect(circuitOf(real.standing, undefined).state).toBe(unanswered >= 3 ? "open" : "closed");
    const wait = waitAfter(real.standing, true);
    expect(wait).toBeLessThanOrEqual(60_000);
    expect(wait).toBeGreaterThanOrEqual(
      isAnswering(before) || isAnswering({ state: this.state }) ? 5_000 : waitAfter(before, true),
    );
    if (isAnswering({ state: this.state })) expect(wait).toBe(5_000);
    expect(waitAfter(real.standing, false)).toBe(60_000);
  }
  toString(): string {
    return `${this.state} after ${this.waitedMs} ms`;
  }
}

test("however a server comes and goes, it is asked ever more rarely while it is away and at its pace at once when it is back", () => {
  const looks = fc
    .tuple(fc.constantFrom(...backendState.exclude(["checking"]).options), fc.nat(100_000))
    .map(([state, waited]) => new Look(state, waited));
  fc.assert(
    fc.property(fc.commands([looks], { maxCommands: 60 }), (commands) => {
      fc.modelRun(
        () => ({ model: { now: 0, states: [] as BackendState[] }, real: { standing: unasked } }),
        commands,
      );
    }),
    { numRuns: 300 },
  );
});
