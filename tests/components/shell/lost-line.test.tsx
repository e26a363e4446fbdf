// @vitest-environment happy-dom
import { act, cleanup, render, renderHook, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BackendStateBadge } from "#components/backends/backend-state-badge.tsx";
import { LoadedModelLine } from "#components/backends/loaded-model-line.tsx";
import { useLoadedTone } from "#components/backends/use-loaded-tone.ts";
import { LostLine } from "#components/shell/lost-line.tsx";
import { noteHidden, noteStream } from "#components/shell/lost-since.ts";
import { SidebarLine } from "#components/shell/sidebar-section.tsx";
import { paths } from "#lib/paths.ts";
import { loadedNamed } from "#tests/components/backends/sample-backend.ts";

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 4, 6, 14, 3, 10) });
  noteStream(true);
  render(
    <>
      <LostLine />
      <BackendStateBadge state="healthy" />
      <SidebarLine href={paths.backends()} dot="bg-ok" state="Healthy" label="A" />
    </>,
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const said = () => screen.getByRole("status").textContent;
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));
const atLoss = () => new Date(2026, 4, 6, 14, 3, 10).toLocaleTimeString();

test("a console that does not answer is told in words, with the time from which all is, until it is back", () => {
  noteStream(false);
  wait(4_000);
  noteStream(false);
  expect(said()).toBe("");
  wait(1_000);
  const line = `The console does not answer. What is shown is from ${atLoss()}.`;
  expect(said()).toBe(line);
  wait(minute);
  noteStream(false);
  wait(minute);
  expect(said()).toBe(line);
  act(() => noteStream(true));
  expect(said()).toBe("");
});

test("where the stream fell silent, all is from when the page heard last, and a word takes the line away", () => {
  wait(30_000);
  noteStream(false);
  wait(5_000);
  expect(said()).toContain(`from ${atLoss()}.`);
  act(() => noteStream(true));
  expect(said()).toBe("");
});

test("badges and what is marked as live say from when they are, and badges are as new as ever when the console is back", () => {
  const badge = () => document.querySelector<HTMLElement>("[data-slot=badge]");
  noteStream(false);
  wait(5_000);
  expect([badge()?.dataset.tone, badge()?.textContent]).toEqual(["unknown", `Healthy at ${atLoss()}`]);
  expect(document.body.style.getPropertyValue("--as-of")).toBe(`" · as of ${atLoss()}"`);
  const marked = [...screen.getByRole("link").querySelectorAll<HTMLElement>("[data-live]")];
  expect(marked.map(({ dataset, textContent }) => [dataset.live, textContent])).toEqual([
    ["dot", ""],
    ["", "Healthy"],
  ]);
  act(() => noteStream(true));
  expect([badge()?.dataset.tone, badge()?.textContent]).toEqual(["ok", "Healthy"]);
});

test("a stream that is back at once is not told of", () => {
  noteStream(false);
  wait(2_000);
  act(() => noteStream(true));
  wait(minute);
  expect(said()).toBe("");
});

test("a page that was hidden is as old as when it was last looked at", () => {
  noteHidden();
  wait(10 * minute);
  expect(said()).toBe("");
  noteStream(false);
  wait(5_000);
  expect(said()).toContain(`from ${atLoss()}.`);
});

test("how long a model stays stands still, and its state is told as unknown", () => {
  const expiresAt = new Date(Date.now() + 5 * minute).toISOString();
  render(<LoadedModelLine loaded={loadedNamed("qwen3:8b", { expiresAt })} most={1} />);
  const { result } = renderHook(() => useLoadedTone("ready"));
  expect(result.current).toBe("ok");
  noteStream(false);
  wait(3 * minute);
  expect(screen.getByText(/5 min left/)).toBeDefined();
  expect(result.current).toBe("unknown");
  act(() => noteStream(true));
  expect(screen.getByText(/2 min left/)).toBeDefined();
  expect(result.current).toBe("ok");
});
