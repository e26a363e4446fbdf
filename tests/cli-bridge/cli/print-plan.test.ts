import { expect, test } from "vitest";
import { makePrinter } from "#cli-bridge/cli/print.ts";
import { printPlan } from "#cli-bridge/cli/print-plan.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";

const nothing: Plan = {
  ...{
    id: "0",
    command: "download",
    state: "0",
    backup: false,
    summary: "Blocked.",
    added: [],
    changed: [],
    removed: [],
    files: [],
  },
  ...{ bytesFreed: 0, bytesKept: 0, warnings: [], blocked: [] },
};

test("what helps against several obstacles in a row is said once, below them", () => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) > 0 };
  const print = makePrinter({ stdout: stream, stderr: stream, env: { NODE_ENV: "test" }, json: false });
  const blocked = ["one", "two", "three"].map((what) => ({
    what,
    why: "in the way",
    hint: what === "three" ? "Move it." : "Say --force.",
  }));
  printPlan(print, { ...nothing, blocked });
  const lines = said.join("").split("\n").slice(-6, -1);
  expect(lines.map((line) => line.trim())).toEqual([
    "blocked: one: in the way",
    "blocked: two: in the way",
    "Say --force.",
    "blocked: three: in the way",
    "Move it.",
  ]);
});
