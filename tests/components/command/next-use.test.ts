import { expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Flow } from "#components/command/command-flow.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { nextUse } from "#components/command/use-command-work.ts";
import { RunWatch } from "#components/run/run-watch.ts";

const view: CommandView = {
  ...{ name: "purge-hf", title: "Purge", summary: "", verb: "Purge", effect: "changes" },
  ...{ rehearsal: "dryRun", apply: "apply", examples: [], controls: [] },
};
const plan: Plan = {
  ...{
    id: "p1",
    command: "purge-hf",
    state: "s",
    summary: "",
    added: [],
    changed: [],
    removed: [{ name: "a", layer: "discovered", why: "gone", before: {} }],
    files: [],
  },
  ...{ bytesFreed: 0, bytesKept: 0, warnings: [], blocked: [], backup: true },
};
const watch = new RunWatch("1");
const rehearsed = { plan, rehearsal: watch, hasMoved: false };
const outcome = { kind: "exited", code: 0, durationMs: 1 } as Extract<Flow, { stage: "outcome" }>["outcome"];
const input = { provider: "hf" };

const stages: readonly [said: string, flow: Flow, next: object][] = [
  ["a form is rehearsed first", { stage: "form" }, { ...input, dryRun: true }],
  [
    "a plan is applied as it was shown",
    { stage: "plan", ...rehearsed },
    { ...input, apply: true, plan: "p1" },
  ],
  [
    "a plan in which there is nothing to do leaves no words to be taken elsewhere",
    { stage: "plan", ...rehearsed, plan: { ...plan, removed: [] } },
    { ...input, dryRun: true },
  ],
  ["what runs is what was shown", { stage: "running", rehearsed }, { ...input, apply: true, plan: "p1" }],
  [
    "after the deed the button rehearses again, and no words stand there that would do it once more",
    { stage: "outcome", watch, outcome, rehearsed },
    { ...input, dryRun: true },
  ],
];

test.each(stages)("the words are those of the next press: %s", (_, flow, next) => {
  expect(nextUse(view, input, flow)).toEqual(next);
});
