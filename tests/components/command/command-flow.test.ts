import { describe, expect, it } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { type Flow, type FlowEvent, formFlow, nextFlow } from "#components/command/command-flow.ts";
import { RunWatch } from "#components/run/run-watch.ts";

const plan: Plan = {
  id: "p1",
  command: "remove",
  state: "s",
  summary: "One entry leaves the registry.",
  added: [],
  changed: [],
  removed: [],
  files: [],
  bytesFreed: 0,
  bytesKept: 0,
  warnings: [],
  blocked: [],
  backup: true,
};
const outcome: RunOutcome = { kind: "exited", code: 0, endedAt: "2026-11-20T10:00:00.000Z", durationMs: 12 };
const refusal = { code: "not-confirmed", message: "It was not confirmed." };
const asked = { severity: 3, asks: "checkbox", token: "t" } as const;
const rehearsal = new RunWatch("1");
const deed = new RunWatch("2");

const flowAfter = (...events: FlowEvent[]): Flow => events.reduce(nextFlow, formFlow);
const toPlan: FlowEvent[] = [
  { happened: "rehearsal asked" },
  { happened: "run started", watch: rehearsal },
  { happened: "rehearsed", watch: rehearsal, plan },
];

describe("the way through a command", () => {
  it("leads from the form over the plan and the question to the outcome", () => {
    expect(flowAfter(...toPlan)).toMatchObject({ stage: "plan", plan, hasMoved: false });
    const asking = flowAfter(...toPlan, { happened: "confirmation asked", asked });
    expect(asking).toMatchObject({ stage: "confirming", asked, plan });
    const running = nextFlow(nextFlow(asking, { happened: "run asked" }), {
      happened: "run started",
      watch: deed,
    });
    expect(running).toMatchObject({ stage: "running", watch: deed, rehearsed: { plan } });
    expect(nextFlow(running, { happened: "ended", watch: deed, outcome })).toMatchObject({
      stage: "outcome",
      outcome,
      rehearsed: { plan },
    });
  });

  it("takes what is typed once its button was pressed for no part of it", () => {
    const pressed = flowAfter(...toPlan, { happened: "deed asked" }, { happened: "form changed" });
    expect(pressed).toMatchObject({ stage: "plan", plan, isAsked: true });
    expect(nextFlow(pressed, { happened: "run asked" })).toMatchObject({
      stage: "running",
      rehearsed: { plan },
    });
  });

  it("shows no plan under words that were typed since its button was pressed", () => {
    const typed: FlowEvent[] = [...toPlan.slice(0, 2), { happened: "form changed" }];
    expect(flowAfter(...typed)).toMatchObject({ stage: "rehearsing", watch: rehearsal });
    expect(flowAfter(...typed, { happened: "rehearsed", watch: rehearsal, plan })).toEqual(formFlow);
    expect(flowAfter(...typed, { happened: "ended", watch: rehearsal, outcome })).toEqual(formFlow);
    expect(flowAfter(...typed, { happened: "rehearsal asked" }, ...toPlan.slice(1))).toMatchObject({ plan });
    const pressed = flowAfter(...toPlan, { happened: "deed asked" }, { happened: "form changed" });
    for (const flow of [pressed, nextFlow(pressed, { happened: "run asked" })])
      expect(nextFlow(flow, { happened: "refused", refusal })).toEqual({ stage: "form", refusal });
  });

  it("runs at once what only reads", () => {
    expect(flowAfter({ happened: "run asked" }, { happened: "run started", watch: deed })).toEqual({
      stage: "running",
      watch: deed,
    });
  });

  it("shows what would happen where a run was only to show that", () => {
    const flow = flowAfter(
      { happened: "run asked" },
      { happened: "run started", watch: deed },
      { happened: "ended", watch: deed, outcome, shows: plan },
    );
    expect(flow).toEqual({ stage: "outcome", watch: deed, outcome, shows: plan });
  });

  it("keeps the plan when the run is refused, so that it can be tried again", () => {
    const flow = flowAfter(...toPlan, { happened: "run asked" }, { happened: "refused", refusal });
    expect(flow).toMatchObject({ stage: "plan", plan, refusal });
  });

  it("goes back to the plan when the question is declined", () => {
    const flow = flowAfter(
      ...toPlan,
      { happened: "confirmation asked", asked },
      { happened: "confirmation dropped" },
    );
    expect(flow).toMatchObject({ stage: "plan", plan });
  });

  it("says that the registry moved when a plan had to be made anew", () => {
    const flow = flowAfter(
      ...toPlan,
      { happened: "run asked" },
      { happened: "rehearsal asked", hasMoved: true },
      { happened: "rehearsed", watch: rehearsal, plan: { ...plan, id: "p2" } },
    );
    expect(flow).toMatchObject({ stage: "plan", hasMoved: true, plan: { id: "p2" } });
  });

  it("forgets a plan whose form has changed, but never a run on its way", () => {
    expect(flowAfter(...toPlan, { happened: "form changed" })).toEqual(formFlow);
    const running = flowAfter({ happened: "run asked" }, { happened: "run started", watch: deed });
    expect(nextFlow(running, { happened: "form changed" })).toMatchObject(running);
  });

  it("ignores a plan that nobody waits for any more", () => {
    expect(flowAfter({ happened: "rehearsed", watch: rehearsal, plan })).toBe(formFlow);
  });
});
