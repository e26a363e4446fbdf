// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { StripLine } from "#components/shell/run-strip.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { makeRun } from "./make-run.ts";

afterEach(cleanup);

test("the strip leads to its run, tells its progress, and its X only hides", async () => {
  const hide = vi.fn();
  const run = makeRun({ progress: { phase: "x", unit: "percent", done: 62 } });
  render(<StripLine choice={{ run, phase: "running", more: 2 }} onHide={hide} />);
  expect(screen.getByRole("link", { name: /download org\/model/ }).getAttribute("href")).toBe("/runs/r1");
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("62");
  expect(screen.getByRole("link", { name: "2 more" })).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: /run is left alone/ }));
  expect(hide).toHaveBeenCalledOnce();
});

test("of a run that failed the strip says why, in the words of the program", async () => {
  vi.stubGlobal("fetch", async () => new Response("error: The hub cannot be reached.\nhint: Look.\n"));
  const outcome = { kind: "exited", code: 1, endedAt: "2026-11-21T11:59:00Z", durationMs: 5 } as const;
  const run = makeRun({ state: "ended", lines: 2, outcome });
  render(<StripLine choice={{ run, phase: "failed", more: 0 }} onHide={vi.fn()} />);
  expect(screen.getByRole("alert").textContent).toBe("Failed with exit code 1");
  expect(await screen.findByText("The hub cannot be reached.")).toBe(screen.getByRole("alert"));
});

test("of a run that waits for the hub the strip says so, and can have it asked at once", async () => {
  const fetched = vi.fn(async () => new Response("{}"));
  vi.stubGlobal("fetch", fetched);
  const waitsFor = "the hub, since 02:14; asked again in 40 s: nothing answers";
  const progress = { phase: "x", unit: "bytes", done: 5, total: 10, waitsFor, asksAgain: true } as const;
  const choice = { run: makeRun({ progress }), phase: "running", more: 0 } as const;
  render(
    <ToastProvider>
      <StripLine choice={choice} onHide={vi.fn()} />
    </ToastProvider>,
  );
  expect(screen.getByTitle(`50 % · waits for ${waitsFor}`)).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Try now run r1" }));
  expect(fetched).toHaveBeenCalledWith("/api/runs/r1/try-now", expect.objectContaining({ method: "POST" }));
});
