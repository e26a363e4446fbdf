import { afterEach, expect, test, vi } from "vitest";
import { toPlanParts } from "#cli-bridge/derive/plan-parts.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { RunWatch } from "#components/run/run-watch.ts";

let stream: EventTarget | undefined;

class Stream extends EventTarget {
  constructor() {
    super();
    stream = this;
  }
  close() {}
}

afterEach(() => vi.unstubAllGlobals());

const say = (name: string, data: object) =>
  stream?.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));

const plan: Plan = {
  ...{ id: "p", command: "remove", state: "s", summary: "Many leave.", backup: true },
  ...{ added: [], changed: [], files: [], warnings: [], blocked: [], bytesFreed: 0, bytesKept: 0 },
  removed: Array.from({ length: 3_000 }, (_, at) => ({
    ...{ name: `m-${at}`, layer: "curated" as const, why: "x".repeat(60) },
  })),
};

function watched(): RunWatch {
  vi.stubGlobal("EventSource", Stream);
  const watch = new RunWatch("1");
  watch.open();
  return watch;
}

test("a plan that was told in parts is one plan", () => {
  const watch = watched();
  const told = toPlanParts(plan);
  expect(told.parts.length).toBeGreaterThan(1);
  // A run may tell its plan anew, and the second is not the first with more in it.
  for (let time = 0; time < 2; time++) {
    for (const part of told.parts) say("planPart", part);
    expect(watch.snapshot().plan?.removed.length).toBe(time === 0 ? undefined : 3_000);
    say("plan", told.plan);
  }
  expect(watch.snapshot().plan).toEqual(plan);
});

test("a plan that did not come whole is not shown as one", () => {
  const watch = watched();
  const { parts, plan: told } = toPlanParts(plan);
  for (const part of parts.slice(1)) say("planPart", part);
  say("plan", told);
  expect(watch.snapshot().plan).toBeUndefined();
});
