// @vitest-environment happy-dom
import { act, cleanup, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, it } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { Preview } from "#cli-bridge/protocol/preview.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { whole } from "#components/command/plan-narrowing.ts";
import { PlanPanel } from "#components/command/plan-panel.tsx";
import { RunWatch } from "#components/run/run-watch.ts";
import { renderInApp } from "../render-in-app.tsx";

afterEach(cleanup);

const view: CommandView = {
  ...{ name: "purge-hf", title: "Purge", summary: "", verb: "Purge", effect: "changes" },
  ...{ rehearsal: "dryRun", apply: "apply", examples: [], controls: [] },
};

const shell = "modeldeck purge-hf --apply";
const preview: Preview = {
  ...{ argv: [], env: [], shell, powershell: shell, curl: "", effect: "changes" },
  confirmation: { severity: 2, asks: "button" },
};

const plan: Plan = {
  ...{ id: "p", command: "purge-hf", state: "", summary: "1 entry to purge.", backup: true },
  removed: [{ name: "qwen", layer: "curated", why: "it was named", before: {} }],
  ...{ added: [], changed: [], files: [], warnings: [], blocked: [], bytesFreed: 0, bytesKept: 0 },
};

type Shown = { tellsPlan?: boolean; plan?: Plan; isOld?: boolean };

const panel = ({ tellsPlan = true, plan, isOld = false }: Shown) =>
  renderInApp(
    <SWRConfig value={{ provider: () => new Map(), isPaused: () => true }}>
      <PlanPanel
        input={{}}
        view={{ ...view, tellsPlan }}
        flow={{ stage: "plan", plan, rehearsal: new RunWatch("1"), hasMoved: false }}
        work={{
          preview: { preview, isOld },
          narrowing: whole,
          narrow: () => {},
          isOther: false,
          consider: () => {},
          apply: () => {},
        }}
      />
    </SWRConfig>,
  );

it("says of a rehearsal without its plan that the plan is lost, and names the way round", () => {
  panel({});
  const alert = screen.getByRole("alert").textContent;
  expect(alert).toContain("did not reach the console whole");
  expect(alert).toContain(shell);
  expect(screen.queryByRole("button", { name: "Purge" })).toBeNull();
});

it("lets a program act that tells no plan as data", () => {
  panel({ tellsPlan: false });
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("button", { name: "Purge" })).toBeDefined();
});

const deed = () => screen.queryByRole<HTMLButtonElement>("button", { name: "Purge 1 entry" });

it("shows the button with the plan that it carries out, not before", async () => {
  panel({ plan });
  expect(deed()).toBeNull();
  await act(() => import("#components/command/plan-view.tsx"));
  expect(screen.getByRole("list", { name: "Plan" }).textContent).toContain("qwen");
  expect(deed()?.disabled).toBe(false);
});

it("waits for the words of the deed, which would push the button from under the hand", async () => {
  await act(async () => panel({ plan, isOld: true }));
  expect(deed()?.disabled).toBe(true);
});
