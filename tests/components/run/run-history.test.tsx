// @vitest-environment happy-dom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, expect, it, vi } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { RunHistory } from "#components/run/run-history.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { renderInApp } from "../render-in-app.tsx";
import { makeRun } from "../shell/make-run.ts";

const push = vi.fn();
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const command = "set-backend";
const endedAt = "2026-11-21T11:00:05Z";

const rehearsed = (id: string, code = 0): RunRecord =>
  makeRun({
    ...{ id, command, effect: "reads", input: { dryRun: true }, state: "ended" },
    outcome: { kind: "exited", code, endedAt, durationMs: 5 },
  });

const applied = (id: string, change: string, more: Partial<RunRecord> = {}): RunRecord => {
  const result = { summary: "Done.", undo: { command: "undo", input: { run: change } } };
  return makeRun({
    ...{ id, command, effect: "changes", input: { apply: true }, state: "ended" },
    outcome: { kind: "exited", code: 0, endedAt, durationMs: 5, result },
    ...more,
  });
};

function show(runs: RunRecord[], filter = {}) {
  const answer = async () => Response.json({ runs, more: false });
  vi.stubGlobal("fetch", vi.fn(answer));
  renderInApp(
    <SWRConfig value={{ provider: () => new Map() }}>
      <ToastProvider>
        <RunHistory
          filter={filter}
          first={{ runs, more: false }}
          commands={[{ name: command, title: "Set" }]}
        />
      </ToastProvider>
    </SWRConfig>,
    push,
  );
}

const rowOf = (id: string) =>
  within(
    screen.getAllByRole("row").find((row) => row.textContent?.includes(`#${id}`)) ??
      document.createElement("p"),
  );

it("a rehearsal is told from the deed, and only what was done can be undone", () => {
  show([applied("2", "c2"), rehearsed("1")]);
  expect(rowOf("1").getByText("Rehearsal")).toBeDefined();
  expect(rowOf("1").queryByText("Done")).toBeNull();
  expect(rowOf("1").queryByRole("link", { name: /^Undo/ })).toBeNull();
  expect(rowOf("2").getByText("Done")).toBeDefined();
  expect(rowOf("2").getByRole("link", { name: "Undo… run 2" }).getAttribute("href")).toBe("/runs/2");
});

it("a rehearsal that failed says that it failed", () => {
  show([rehearsed("1", 1)]);
  expect(rowOf("1").getByText("Failed")).toBeDefined();
});

it("what was undone says by whom, and offers its way back no more", async () => {
  const undoing = { command: "undo", createdAt: "2026-11-21T11:01:00Z", input: { run: "c2", apply: true } };
  show([applied("3", "c3", undoing), applied("2", "c2")]);
  expect(await rowOf("2").findByText("Undone by run 3")).toBeDefined();
  expect(rowOf("2").queryByRole("link", { name: /^Undo…/ })).toBeNull();
  expect(rowOf("3").getByRole("link", { name: "Undo… run 3" })).toBeDefined();
});

it("a command that is cut keeps what it is about", () => {
  const shell = "modeldeck set-backend --port=24055 --apply -- gemma-3-12b";
  show([applied("2", "c2", { shell })]);
  expect(rowOf("2").getByTitle(shell).textContent).toBe(shell);
  expect(rowOf("2").getByText("-- gemma-3-12b")).toBeDefined();
});

it("can show changes only, along with what else is asked for", async () => {
  show([applied("2", "c2")], { command });
  await userEvent.click(screen.getByRole("checkbox", { name: "Changes only" }));
  expect(push).toHaveBeenLastCalledWith("/runs?command=set-backend&changes=only");
  cleanup();
  show([applied("2", "c2")], { command, changes: "only" });
  await userEvent.click(screen.getByRole("checkbox", { name: "Changes only", checked: true }));
  expect(push).toHaveBeenLastCalledWith("/runs?command=set-backend");
});
