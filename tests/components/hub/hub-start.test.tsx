// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { HubStart } from "#components/hub/hub-start.tsx";
import { makeRun } from "../shell/make-run.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const shell = "modeldeck download acme/tiny";
const file: PlannedFile = {
  ...{ path: "m.gguf", repo: "acme/tiny", commit: "c", role: "weights", bytes: 2e9, gitSha1: "g" },
  ...{ target: "/models/m.gguf", state: "fetch", here: 0 },
};

const planOf = (bytesToFetch: number, bytesHere: number): DownloadPlan => ({
  ...{ repo: "acme/tiny", revision: "main", commit: "c", layout: "roots", location: "linux_wsl" },
  ...{ folder: "/models", variants: [], files: [file, file], left: [], bytesToFetch, bytesHere },
  ...{ code: [], warnings: [], blocked: [] },
});

function show({ runs = [], plan = planOf(2e9, 0) }: { runs?: RunRecord[]; plan?: DownloadPlan }) {
  const asked = vi.fn(async (_url: string) => Response.json(makeRun({ id: "8" })));
  vi.stubGlobal("fetch", asked);
  render(<HubStart {...{ input: {}, shell, plan, runs }} canStart verb="Download" />);
  return asked;
}

const stoppedRun = (kind: "paused" | "cancelled") =>
  makeRun({
    ...{ id: "7", shell, state: "ended", pausable: true },
    outcome: { kind, endedAt: "2026-11-21T11:00:00Z", durationMs: 1 },
  });

describe("the button of a download", () => {
  it.each([
    ["Download 2 GB", planOf(2e9, 0)],
    ["Download the rest, 1.5 GB", planOf(1.5e9, 5e8)],
    ["Check 2 files", planOf(0, 2e9)],
  ])("says what it does: %s", (name, plan) => {
    show({ plan });
    expect(screen.getByRole("button", { name })).toBeDefined();
  });

  it("goes on with the one that was paused, and starts no second beside it", async () => {
    const asked = show({ runs: [stoppedRun("paused")] });
    expect(screen.queryByRole("button", { name: /^Download/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Resume" }));
    await waitFor(() => expect(asked).toHaveBeenCalledOnce());
    expect(asked.mock.calls[0]?.[0]).toBe("/api/runs/7/resume");
  });

  it("is held while the same one goes, though another was paused before it", () => {
    show({ runs: [makeRun({ id: "8", shell }), stoppedRun("paused")] });
    expect(screen.getByRole("button", { name: /^Download/ }).getAttribute("aria-disabled")).toBe("true");
  });

  it("begins anew what somebody cancelled, and what is paused of another model", () => {
    show({ runs: [stoppedRun("cancelled"), { ...stoppedRun("paused"), shell: `${shell}-other` }] });
    expect(screen.getByRole("button", { name: /^Download/ }).getAttribute("aria-disabled")).toBeNull();
  });
});
