// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { QueueRow } from "#components/hub/queue-row.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { renderInApp } from "../render-in-app.tsx";
import { makeRun } from "../shell/make-run.ts";

afterEach(cleanup);

const facts = { endedAt: "2026-11-21T11:59:00Z", durationMs: 5 };
const progress = { phase: "downloading", unit: "bytes", done: 384e6, total: 5e9 } as const;
const stopped = (kind: "paused" | "cancelled", more: Partial<RunRecord> = {}) =>
  makeRun({
    ...{ id: "4", state: "ended", pausable: true, outcome: { kind, ...facts }, progress },
    ...{ input: { model: "acme/Ember@dev" } },
    ...more,
  });

function show(run: RunRecord, isOvertaken = false) {
  renderInApp(
    <ToastProvider>
      <ul>
        <QueueRow run={run} isOvertaken={isOvertaken} />
      </ul>
    </ToastProvider>,
  );
  return [...document.querySelectorAll("li button, li a:not([href^='/runs/'])")].map(
    (each) => each.getAttribute("aria-label") ?? each.textContent,
  );
}

test("only what this download left is offered for removal", () => {
  show(stopped("cancelled"));
  expect(screen.getByRole("link", { name: "Remove" }).getAttribute("href")).toBe(
    "/commands/partials?repo=acme%2FEmber&clean=true",
  );
});

test("what is of no known repository is told, and no removal of everything is offered for it", () => {
  show(stopped("cancelled", { command: "ollama-pull", input: { model: "qwen3:8b" } }));
  expect(screen.getByText("Partial kept (384 MB)")).toBeDefined();
  expect(screen.queryByRole("link", { name: "Remove" })).toBeNull();
});

test("where a later run has the same, nothing is left to go on with", () => {
  expect(show(stopped("cancelled"), true)).toEqual(["Repeat run 4"]);
  expect(screen.queryByText(/Partial kept/)).toBeNull();
  cleanup();
  expect(show(stopped("paused"), true)).toEqual(["Give up run 4"]);
  expect(screen.queryByText(/Resume it/)).toBeNull();
});

test("a paused run is resumed where it was paused, and giving up comes last", () => {
  expect(show(stopped("paused"))).toEqual(["Resume run 4", "Give up run 4", "Remove"]);
});

test("a paused run that was given up says so, with what it left", () => {
  show(stopped("paused", { setAside: true }));
  expect(screen.getByText("Given up")).toBeDefined();
  expect(screen.getByText(/Partial kept \(384 MB\)/)).toBeDefined();
  expect(screen.queryByText("Paused")).toBeNull();
  expect(screen.queryByText(/Resume/)).toBeNull();
});

test("what is done leads to the entry that came of it, before it is repeated", () => {
  const result = { summary: "Downloaded.", report: { names: ["Ember (Q4)"] } };
  const outcome: RunOutcome = { kind: "exited", code: 0, ...facts, result };
  expect(show(makeRun({ id: "4", state: "ended", pausable: true, outcome }))).toEqual([
    "Show in Browse",
    "Repeat run 4",
  ]);
  expect(screen.getByRole("link", { name: "Show in Browse" }).getAttribute("href")).toBe(
    "/browse?model=Ember+%28Q4%29",
  );
});
