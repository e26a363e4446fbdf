// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { StripLine } from "#components/shell/run-strip.tsx";
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
