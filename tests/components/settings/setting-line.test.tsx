// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { toCommandView } from "#components/command/command-view.ts";
import { SettingLine } from "#components/settings/setting-line.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { commandAnswer } from "#lib/server/command-answers.ts";
import { renderInApp } from "../render-in-app.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const row = {
  label: "Downloads at once",
  says: "How many go at the same time.",
  values: ["2"],
  from: "default",
  edit: { setting: "downloads-at-once", draws: "number", typed: "2", isSaved: false },
} as const;

async function open() {
  const asked = vi.fn((_url: string, _options?: RequestInit) => new Promise<Response>(() => {}));
  vi.stubGlobal("fetch", asked);
  const view = toCommandView(commandAnswer("set-config", { dialect: modeldeck }));
  renderInApp(
    <SWRConfig value={{ provider: () => new Map() }}>
      <ToastProvider>
        <dl>
          <SettingLine row={row} save={view} />
        </dl>
      </ToastProvider>
    </SWRConfig>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Change Downloads at once" }));
  const started = () =>
    asked.mock.calls
      .filter(([url]) => url === "/api/runs")
      .map(([, options]) => JSON.parse(String(options?.body)).input);
  return { started };
}

test("a setting opens with its value chosen, so that typing replaces it and Enter previews it", async () => {
  const { started } = await open();
  await userEvent.keyboard("5");
  expect(screen.getByLabelText<HTMLInputElement>("New value of Downloads at once").value).toBe("5");
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(started()).toMatchObject([{ setting: "downloads-at-once", value: "5" }]));
});

test("Enter on an unchanged value does nothing, and Escape leads back to the pencil", async () => {
  const { started } = await open();
  await userEvent.keyboard("{Enter}{Escape}");
  expect(started()).toEqual([]);
  expect(screen.queryByLabelText("New value of Downloads at once")).toBeNull();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Change Downloads at once");
});
