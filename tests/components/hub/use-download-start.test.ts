// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useDownloadStart } from "#components/hub/use-download-start.ts";
import { makeRun } from "../shell/make-run.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** What is asked of a console that answers with this state. */
async function askedFor(deed: "start" | "startNext", state: "queued" | "running") {
  const asked = vi.fn(async (_url: string, _options: RequestInit) =>
    Response.json(makeRun({ id: "7", state })),
  );
  vi.stubGlobal("fetch", asked);
  const { result } = renderHook(() => useDownloadStart({ model: "acme/tiny" }));
  act(() => result.current[deed]());
  await waitFor(() => expect(result.current.isBusy).toBe(false));
  return asked.mock.calls.map(([url, { body }]) => [url, JSON.parse(String(body))]);
}

const begun = ["/api/runs", { command: "download", input: { model: "acme/tiny" } }];

test.each([
  ["start", "queued", [begun]],
  ["startNext", "queued", [begun, ["/api/runs/7/move", { before: "first" }]]],
  ["startNext", "running", [begun]],
] as const)("%s of a download that is %s asks for no more than it needs", async (deed, state, calls) => {
  expect(await askedFor(deed, state)).toEqual(calls);
});
