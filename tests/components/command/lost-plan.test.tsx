// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, it } from "vitest";
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

const panel = (tellsPlan: boolean) =>
  renderInApp(
    <SWRConfig value={{ provider: () => new Map(), isPaused: () => true }}>
      <PlanPanel
        input={{}}
        view={{ ...view, tellsPlan }}
        flow={{ stage: "plan", rehearsal: new RunWatch("1"), hasMoved: false }}
        work={{
          preview: { preview },
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
  panel(true);
  const alert = screen.getByRole("alert").textContent;
  expect(alert).toContain("did not reach the console whole");
  expect(alert).toContain(shell);
  expect(screen.queryByRole("button", { name: "Purge" })).toBeNull();
});

it("lets a program act that tells no plan as data", () => {
  panel(false);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("button", { name: "Purge" })).toBeDefined();
});
