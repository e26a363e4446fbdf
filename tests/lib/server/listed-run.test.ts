import { expect, it } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { toListedRun } from "#lib/server/listed-run.ts";

const names = Array.from({ length: 10_000 }, (_, at) => `a-model-with-a-name-${at}`);
const run: RunRecord = {
  id: "1",
  command: "set-meta",
  input: { name: "a", addTags: ["b"] },
  dialect: "modeldeck",
  argv: ["set-meta", "--add-tags=b", "--", "a"],
  shell: "modeldeck set-meta --add-tags=b -- a",
  effect: "changes",
  lane: "registry",
  state: "ended",
  createdAt: "2026-11-21T05:00:00.000Z",
  lines: 1,
};

it("a run of few words is listed as it is", () => {
  expect(toListedRun(run)).toBe(run);
});

it("a run that names thousands of models takes little room in a list", () => {
  const long = {
    ...run,
    input: { ...run.input, more: names },
    argv: [...run.argv, ...names],
    shell: `${run.shell} ${names.join(" ")}`,
  };
  const listed = toListedRun(long);
  expect(JSON.stringify(listed).length).toBeLessThan(20_000);
  expect(listed).toMatchObject({ id: "1", input: run.input });
  expect(listed.shell.endsWith("…")).toBe(true);
});
