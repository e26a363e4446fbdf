// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { HubRuns } from "#components/hub/hub-runs.tsx";
import { makeRun } from "../shell/make-run.ts";

afterEach(cleanup);

const show = (input: RunRecord["input"]) => {
  const endedAt = new Date().toISOString();
  const result = { summary: "Downloaded acme/x: 4 files, 408 MB." };
  const outcome = { kind: "exited" as const, code: 0, endedAt, durationMs: 1, result };
  render(<HubRuns repo="acme/x" runs={[makeRun({ state: "ended", endedAt, input, outcome })]} />);
};

test.each([
  [{ model: "acme/x", weights: ["Q4_K_M", "Q8_0"] }, "Q4_K_M, Q8_0"],
  [{ model: "acme/x:Q8_0" }, "Q8_0"],
])("what was downloaded is named by its weights: %o", (input, weights) => {
  show(input);
  expect(screen.getByText(weights)).toBeDefined();
});

test("a whole repository names none of them", () => {
  show({ model: "acme/x" });
  expect(screen.getByText(/^Downloaded acme\/x/)).toBeDefined();
  expect(screen.queryByText(/Weights/)).toBeNull();
});
