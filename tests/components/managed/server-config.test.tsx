// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { toCommandView } from "#components/command/command-view.ts";
import { ServerConfig } from "#components/managed/server-config.tsx";
import { ollamaVariables } from "#lib/backends/managed/ollama-variables.ts";
import { commandAnswer } from "#lib/server/command-answers.ts";

const view = toCommandView(commandAnswer("backend-config", { dialect: modeldeck }));

function show(isManaged: boolean, ollama: Record<string, string> = {}) {
  const setup = { ollama, variables: [...ollamaVariables], file: "/home/servers.json" };
  return render(<ServerConfig setup={setup} view={view} isManaged={isManaged} />).container;
}

const linesIn = (container: HTMLElement) =>
  [...container.querySelectorAll("pre")].map(({ textContent }) => textContent);

/** Nobody answers: what is asked is all that counts here. */
const asked = vi.fn((..._asked: unknown[]) => new Promise<Response>(() => undefined));
vi.stubGlobal("fetch", asked);
afterEach(cleanup);

test("6a an Ollama that somebody else starts gets lines for systemd, launchd and Windows, and nothing to apply", async () => {
  // What is saved for the console's own server says nothing about this one.
  const container = show(false, { OLLAMA_KEEP_ALIVE: "5m", OLLAMA_HOST: "0.0.0.0" });
  expect(linesIn(container)).toEqual([]);
  await userEvent.type(screen.getByLabelText(/OLLAMA_MODELS$/), "~/models");
  expect(linesIn(container)).toEqual([]);
  await userEvent.clear(screen.getByLabelText(/OLLAMA_MODELS$/));
  await userEvent.type(screen.getByLabelText(/OLLAMA_HOST$/), "127.0.0.1:11500");
  expect(linesIn(container)).toEqual([
    '[Service]\nEnvironment="OLLAMA_HOST=127.0.0.1:11500"',
    "launchctl setenv OLLAMA_HOST '127.0.0.1:11500'",
    "[Environment]::SetEnvironmentVariable('OLLAMA_HOST', '127.0.0.1:11500', 'User')",
  ]);
  expect(screen.queryByRole("heading", { name: view.title })).toBeNull();
});

test("6a 6c one that the console starts is told by a command that restarts it, which is rehearsed first", async () => {
  show(true, { OLLAMA_KEEP_ALIVE: "5m" });
  expect(screen.queryByRole("heading", { name: view.title })).toBeNull();
  await userEvent.type(screen.getByLabelText(/OLLAMA_CONTEXT_LENGTH$/), "8192");
  screen.getByRole("heading", { name: view.title });
  await waitFor(() => {
    const [url, options] = asked.mock.lastCall ?? [];
    expect(url).toBe("/api/commands/backend-config/preview");
    const set = "OLLAMA_CONTEXT_LENGTH=8192";
    expect(JSON.parse((options as { body: string }).body)).toEqual({
      input: { kind: "ollama", set, restart: true, dryRun: true },
    });
  });
});

test("6b 6c layers have no variable and the context has its own: what no Ollama reads is offered nowhere", () => {
  show(true);
  expect(screen.getByLabelText(/OLLAMA_CONTEXT_LENGTH$/)).toBeDefined();
  const names = ollamaVariables.map(({ name }) => name);
  expect(names).not.toContain("OLLAMA_GPU_LAYERS");
  expect(names).not.toContain("OLLAMA_NUM_CTX");
  expect(screen.queryByLabelText(/GPU_LAYERS|NUM_CTX/)).toBeNull();
});
