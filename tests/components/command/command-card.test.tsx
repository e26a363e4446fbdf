// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { CommandCard } from "#components/command/command-card.tsx";
import { toCommandView } from "#components/command/command-view.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import { commandAnswer } from "#lib/server/command-answers.ts";
import { renderInApp } from "../render-in-app.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test.each(["modeldeck", "imageworks"] as const)(
  "the examples for %s are those that it understands",
  (name) => {
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    const view = toCommandView(commandAnswer("download", { dialect: dialects[name] }));
    renderInApp(
      <SWRConfig value={{ provider: () => new Map() }}>
        <ToastProvider>
          <CommandCard view={view} hasExamples={true} />
        </ToastProvider>
      </SWRConfig>,
    );
    screen.getByRole("button", { name: "One repository" });
    const rehearsals = screen.queryAllByRole("button", { name: /See what would be fetched/ });
    expect(rehearsals).toHaveLength(name === "modeldeck" ? 1 : 0);
  },
);
