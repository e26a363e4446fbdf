// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import useSWR from "swr";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CommandView } from "#components/command/command-view.ts";
import { useCommandWork } from "#components/command/use-command-work.ts";

const outcome = { kind: "exited", code: 0, endedAt: "2026-11-21T10:00:00.000Z", durationMs: 1 };
const started: unknown[] = [];
let asks = "button";

/** A run that is over at once. */
class Stream extends EventTarget {
  constructor() {
    super();
    const data = JSON.stringify({ outcome });
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("ended", { data })));
  }
  close() {}
}

beforeEach(() => {
  started.length = 0;
  asks = "button";
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("fetch", async (url: string, { body }: { body: string }) => {
    if (url.endsWith("/preview")) return Response.json({ confirmation: { asks } });
    started.push(JSON.parse(body).input);
    return Response.json({ id: String(started.length) }, { status: 201 });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const view: CommandView = {
  ...{ name: "purge-tests", title: "Purge", summary: "", verb: "Purge", effect: "changes" },
  ...{ rehearsal: "dryRun", apply: "apply", examples: [], controls: [] },
};

test("what was left out of a plan is not left out of the next one, once it has been carried out", async () => {
  const { result } = renderHook(() => useCommandWork(view, {}));
  const stage = (name: string) => waitFor(() => expect(result.current.flow.stage).toBe(name));
  const row = { key: "b", mark: "removed", name: "b", item: "b", why: "", changes: [], text: "b" } as const;
  act(() => result.current.narrow({ leftOut: [row], of: 2 }, ["a"]));
  await stage("plan");
  expect(result.current.narrowing.of).toBe(2);
  act(() => result.current.apply());
  await stage("outcome");
  act(() => result.current.begin());
  await stage("plan");
  expect(started).toEqual([
    { dryRun: true, except: ["b"] },
    { apply: true, except: ["b"] },
    { dryRun: true },
  ]);
});

test("two presses at once are one, and the next is heard while the page still reads what the run changed", async () => {
  let isFirst = true;
  const read = () => {
    if (!isFirst) return new Promise<never>(() => {});
    isFirst = false;
    return "before";
  };
  const { result } = renderHook(() => {
    const shown = useSWR("/api/models", read).data;
    return { shown, work: useCommandWork({ ...view, effect: "reads", rehearsal: undefined }, {}) };
  });
  await waitFor(() => expect(result.current.shown).toBe("before"));
  act(() => {
    result.current.work.begin();
    result.current.work.begin();
  });
  await waitFor(() => expect(result.current.work.flow.stage).toBe("outcome"));
  expect(started).toEqual([{}]);
  act(() => result.current.work.begin());
  await waitFor(() => expect(started).toEqual([{}, {}]));
});

test("a plan that was made while other words were typed is not shown under them", async () => {
  const { result, rerender } = renderHook(({ name }) => useCommandWork(view, { name }), {
    initialProps: { name: "old" },
  });
  act(() => result.current.begin());
  expect(result.current.flow.stage).toBe("rehearsing");
  rerender({ name: "new" });
  await waitFor(() => expect(result.current.flow).toEqual({ stage: "form" }));
  expect(started).toEqual([{ dryRun: true, name: "old" }]);
  act(() => result.current.begin());
  await waitFor(() => expect(result.current.flow.stage).toBe("plan"));
  expect(started[1]).toEqual({ dryRun: true, name: "new" });
});

test("a question is not asked of words that were typed while the console was asked whether to put it", async () => {
  const { result, rerender } = renderHook(({ name }) => useCommandWork(view, { name }), {
    initialProps: { name: "old" },
  });
  act(() => result.current.begin());
  await waitFor(() => expect(result.current.flow.stage).toBe("plan"));
  asks = "phrase";
  act(() => result.current.apply());
  rerender({ name: "new" });
  await waitFor(() => expect(result.current.flow.stage).toBe("form"));
  expect(result.current.flow).toMatchObject({
    refusal: { message: expect.stringContaining("Nothing was done") },
  });
  expect(started).toHaveLength(1);
});
