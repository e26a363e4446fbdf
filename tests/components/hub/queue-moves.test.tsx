// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { QueueMoves } from "#components/hub/queue-moves.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { makeRun } from "../shell/make-run.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const waiting = ["4", "5", "6"].map((id, at) => makeRun({ id, state: "queued", place: at + 1 }));

function show(id: string) {
  const asked = vi.fn(async (_url: string, _options: RequestInit) =>
    Response.json(makeRun({ id, place: 1 })),
  );
  vi.stubGlobal("fetch", asked);
  const say = vi.fn();
  const run = waiting.find((each) => each.id === id);
  if (!run) throw new Error(`No run ${id} waits.`);
  const board = (inOrder: typeof waiting) => (
    <ToastProvider>
      <QueueMoves run={run} waiting={inOrder} onSay={say} />
    </ToastProvider>
  );
  const { rerender } = render(board(waiting));
  const reorder = (...ids: string[]) =>
    rerender(board(ids.flatMap((each) => waiting.filter((one) => one.id === each))));
  const bodyOf = () => JSON.parse(String(asked.mock.calls[0]?.[1].body));
  return {
    say,
    bodyOf,
    reorder,
    press: (name: string) => userEvent.click(screen.getByRole("button", { name })),
  };
}

test.each([
  ["6", "to the front", "first"],
  ["6", "up", "5"],
  ["5", "up", "4"],
  ["5", "down", "last"],
  ["4", "down", "6"],
])("run %s is moved %s: before %s", async (id, name, before) => {
  const { press, bodyOf, say } = show(id);
  await press(`Move run ${id} ${name}`);
  expect(bodyOf()).toEqual({ before });
  await waitFor(() => expect(say).toHaveBeenCalledWith(expect.stringContaining("number 1 of 3")));
});

test("the first goes no further up, the last no further down", () => {
  show("4");
  expect(screen.getByRole("button", { name: "Move run 4 up" })).toHaveProperty("disabled", true);
  cleanup();
  show("6");
  expect(screen.getByRole("button", { name: "Move run 6 down" })).toHaveProperty("disabled", true);
});

test("the focus stays with the run, on a button that still leads somewhere", async () => {
  const { press, reorder } = show("5");
  await press("Move run 5 up");
  screen.getByRole("button", { name: "Move run 5 up" }).blur();
  reorder("5", "4", "6");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move run 5 down");
  reorder("4", "5", "6");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move run 5 down");
});
