// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test } from "vitest";
import { type ActivityEvent, activityKind } from "#cli-bridge/protocol/activity-event.ts";
import { activityLooks } from "#components/activity/activity-words.ts";
import { EventsPage } from "#components/activity/events-page.tsx";
import { renderInApp } from "../render-in-app.tsx";

afterEach(cleanup);

const event = (id: number, more: Partial<ActivityEvent> = {}): ActivityEvent => ({
  ...{ id, at: "2026-11-21T00:00:00.000Z", kind: "loaded", says: "A holds m in memory.", who: "elsewhere" },
  ...more,
});

function show(events: ActivityEvent[], filter = {}) {
  renderInApp(
    <SWRConfig value={{ provider: () => new Map(), isPaused: () => true }}>
      <EventsPage filter={filter} first={{ events }} />
    </SWRConfig>,
  );
}

test("an event says what happened, where, who did it and how long it took", () => {
  const told = { instance: "ollama-1", instanceName: "A", model: "m", durationMs: 4000, run: "7" };
  show([event(1, { ...told, who: "console" })]);
  expect(screen.getByText("A holds m in memory.")).toBeDefined();
  expect(screen.getByRole("link", { name: "A" }).getAttribute("href")).toBe("/backends/ollama-1");
  expect(screen.getByRole("link", { name: "run 7" }).getAttribute("href")).toBe("/runs/7");
  expect(screen.getByText("4 s")).toBeDefined();
});

test("what a server calls itself is text and nothing else", () => {
  show([
    event(1, { says: "<img src=x onerror=alert(1)> answers again.", instance: "a", instanceName: "<b>" }),
  ]);
  expect(document.querySelector("img")).toBeNull();
  expect(screen.getByRole("link", { name: "<b>" })).toBeDefined();
});

test("with nothing to show it says what will be here, or how to see more", () => {
  show([]);
  expect(screen.getByText("Nothing has happened yet.")).toBeDefined();
  cleanup();
  show([], { kind: "crashed" });
  expect(screen.getByRole("link", { name: "Show all events" })).toBeDefined();
});

test("every kind of event has a word of its own", () => {
  const words = activityKind.options.map((kind) => activityLooks[kind].word);
  expect(new Set(words).size).toBe(activityKind.options.length);
});
