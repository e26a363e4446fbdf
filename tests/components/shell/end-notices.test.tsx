// @vitest-environment happy-dom
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { SWRConfig, useSWRConfig } from "swr";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { endedSince, keepNotices } from "#components/shell/end-notices.ts";
import { frameKeys } from "#components/shell/frame-keys.ts";
import { useEndNotices } from "#components/shell/use-end-notices.ts";
import { makeRun } from "./make-run.ts";

type Shown = { title: string; body: string | undefined };
const shown: Shown[] = [];

/** The browser's own is shown by the desktop, where no test can look. */
class SeenNotification extends EventTarget {
  static readonly permission = "granted";

  constructor(title: string, { body }: NotificationOptions) {
    super();
    shown.push({ title, body });
  }
}

let runs: RunRecord[] = [];
const log = "error: The hub cannot be reached.\nhint: Look at the network.\n";

beforeEach(() => {
  shown.length = 0;
  vi.stubGlobal("Notification", SeenNotification);
  vi.stubGlobal("fetch", async (url: string) =>
    url === frameKeys.runs ? Response.json({ runs }) : new Response(log),
  );
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  keepNotices(true);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const facts = { endedAt: "2026-11-21T11:59:00Z", durationMs: 5 };
const done = makeRun({ id: "1", state: "ended", outcome: { kind: "exited", code: 0, ...facts } });
const failed = makeRun({ id: "2", state: "ended", outcome: { kind: "exited", code: 1, ...facts } });
const paused = makeRun({ id: "3", state: "ended", outcome: { kind: "paused", ...facts } });

/** The frame of a page that has seen some runs going, and then sees them as they are. */
async function seeEnding(...now: RunRecord[]) {
  runs = now.map(({ id, lane }) => makeRun({ id, lane }));
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>{children}</SWRConfig>
  );
  const useFrame = () => {
    useEndNotices();
    return useSWRConfig();
  };
  const { result } = renderHook(useFrame, { wrapper });
  await waitFor(() => expect(result.current.cache.get(frameKeys.runs)?.data).toEqual({ runs }));
  runs = now;
  await result.current.mutate(frameKeys.runs);
}

test("a run that was going here and ended is told of while nobody looks: why, where it failed", async () => {
  await seeEnding(done, failed, paused);
  await waitFor(() => expect(shown).toHaveLength(2));
  expect(shown).toContainEqual({ title: "Done: download org/model", body: "Done" });
  expect(shown).toContainEqual({
    title: "Failed: download org/model",
    body: "The hub cannot be reached.",
  });
});

test("nothing is told of a quick look, in a page that is looked at, or where it was not switched on", async () => {
  await seeEnding({ ...done, lane: "reads" });
  vi.spyOn(document, "hidden", "get").mockReturnValue(false);
  await seeEnding(done);
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  keepNotices(false);
  await seeEnding(done);
  cleanup();
  keepNotices(true);
  await seeEnding(failed);
  await waitFor(() => expect(shown.map(({ title }) => title)).toEqual(["Failed: download org/model"]));
});

test("only what was going here has ended here, and a person knows of what they stopped", () => {
  const seen = new Set(["1", "2", "3"]);
  expect(endedSince(seen, [done, failed, paused])).toEqual([done, failed]);
  expect(endedSince(new Set(), [done])).toEqual([]);
});
