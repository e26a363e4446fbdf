// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Flow } from "#components/command/command-flow.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { useCommandWork } from "#components/command/use-command-work.ts";
import { RunWatch } from "#components/run/run-watch.ts";

const steps = vi.hoisted(() => ({
  flow: { stage: "form" } as unknown,
  inputs: [] as unknown[],
  nothing: () => {},
}));

vi.mock("#components/command/use-command-flow.ts", () => ({
  useCommandFlow: (_: unknown, input: unknown) => {
    steps.inputs.push(input);
    return { flow: steps.flow, rehearse: steps.nothing, changeForm: steps.nothing };
  },
}));
afterEach(cleanup);

const view: CommandView = {
  ...{ name: "purge-tests", title: "Purge", summary: "", verb: "Purge", effect: "changes" },
  ...{ rehearsal: "dryRun", apply: "apply", examples: [], controls: [] },
};
const outcome = { kind: "exited", code: 0, durationMs: 1 } as Extract<Flow, { stage: "outcome" }>["outcome"];

test("what was left out of a plan is not left out of the next one, once it has been carried out", () => {
  vi.stubGlobal("fetch", () => new Promise<never>(() => {}));
  const { result, rerender } = renderHook(() => useCommandWork(view, {}));
  const row = { key: "b", mark: "removed", name: "b", item: "b", why: "", changes: [], text: "b" } as const;
  act(() => result.current.narrow({ leftOut: [row], of: 2 }, ["a"]));
  expect(steps.inputs.at(-1)).toMatchObject({ except: ["b"] });
  const watch = new RunWatch("1");
  steps.flow = { stage: "outcome", watch, outcome, rehearsed: { rehearsal: watch, hasMoved: false } };
  rerender();
  expect(steps.inputs.at(-1)).toEqual({});
  vi.unstubAllGlobals();
});
