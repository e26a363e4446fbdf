// @vitest-environment happy-dom
import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { ServedModelLine } from "#components/backends/served-model-line.tsx";
import { frameKeys } from "#components/shell/frame-keys.ts";
import { SidebarServers } from "#components/shell/sidebar-servers.tsx";
import { api } from "#lib/paths.ts";
import { backendNamed, loadedNamed, modelNamed } from "#tests/components/backends/sample-backend.ts";

/** What the console answers at this moment. */
const answers = new Map<string, object>();

vi.stubGlobal("fetch", async (url: string) => Response.json(answers.get(url) ?? {}));
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const tell = (backends: BackendAnswer[], models: string[] = []) => {
  answers.set(frameKeys.backends, { backends });
  for (const { id } of backends)
    answers.set(api.backendModels(id), { models: models.map((name) => modelNamed(name)) });
};

const show = (more?: ReactNode) =>
  render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
      <SidebarServers />
      {more}
    </SWRConfig>,
  );

const linesOf = (title: string) =>
  within(screen.getByRole("region", { name: title }))
    .getAllByRole("link")
    .map((line) => line.title);

test("0.13 servers and the models in memory stand in the sidebar, each with its state in a dot and a word", async () => {
  tell([
    backendNamed("A", { loaded: [loadedNamed("qwen3:8b"), loadedNamed("gemma4:26b", { state: "loading" })] }),
    backendNamed("B", { state: "offline" }),
  ]);
  show();
  await screen.findByText("qwen3:8b");
  expect(linesOf("In the memory of all servers")).toEqual(["qwen3:8b · Ready", "gemma4:26b · Loading"]);
  expect(linesOf("Backends")).toEqual(["A · Healthy", "B · Offline"]);
  const dots = [...document.querySelectorAll("li span[aria-hidden]")].map((dot) => dot.className);
  expect(new Set(dots).size).toBe(3);
});

test("0.6 the active model survives a reload, and is cleared when it is deleted", async () => {
  const server = backendNamed("A", { models: 2 });
  tell([server], ["qwen3:8b", "gemma4:26b"]);
  const model = modelNamed("gemma4:26b");
  const nothing = () => undefined;
  show(
    <ServedModelLine
      {...{ backend: server, model }}
      isStarred={false}
      onStar={nothing}
      onWish={nothing}
      onShow={nothing}
    />,
  );
  await screen.findByRole("region", { name: "Backends" });
  expect(screen.queryByRole("region", { name: "Active model" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "More about gemma4:26b" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Work with it" }));
  expect(linesOf("Active model")).toEqual(["gemma4:26b · Not in memory"]);
  expect(screen.getByText("Active")).toBeDefined();
  cleanup();

  show();
  await screen.findByRole("region", { name: "Active model" });
  cleanup();
  // The list has lost it, but the server has not been counted anew: nobody knows yet what that means.
  tell([server], ["qwen3:8b"]);
  show();
  await screen.findByRole("region", { name: "Active model" });
  cleanup();
  tell([{ ...server, models: 1 }], ["qwen3:8b"]);
  show();
  await screen.findByRole("region", { name: "Backends" });
  await waitFor(() => expect(screen.queryByRole("region", { name: "Active model" })).toBeNull());
  expect(localStorage.getItem("modeldeck-active-model")).toBe("[]");
});

test("0.6 another window that chooses is followed", async () => {
  tell([backendNamed("A", { models: 1 })], ["qwen3:8b"]);
  show();
  await screen.findByRole("region", { name: "Backends" });
  localStorage.setItem("modeldeck-active-model", JSON.stringify(["A", "qwen3:8b"]));
  act(() => void window.dispatchEvent(new Event("storage")));
  expect(linesOf("Active model")).toEqual(["qwen3:8b · Not in memory"]);
});
