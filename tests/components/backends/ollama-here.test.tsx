// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { BackendFacts } from "#components/backends/backend-facts.tsx";
import { manuals } from "#components/backends/backend-words.ts";
import { OllamaHere } from "#components/backends/ollama-here.tsx";
import { backendNamed } from "./sample-backend.ts";

const guide = {
  ...{
    kind: "ollama" as const,
    title: "Ollama",
    commands: ["ollama serve"],
    ready: "http://127.0.0.1:11434/",
  },
  install: { says: "Download it from its page", url: "https://ollama.com/download" },
};
const installed = { ...guide, program: "/usr/bin/ollama" };

afterEach(cleanup);

test("0.1 not installed, installed but stopped, and running are told apart, each with what to do", async () => {
  const onWish = vi.fn();
  const show = (backends: ReturnType<typeof backendNamed>[], told: typeof guide) =>
    render(<OllamaHere backends={backends} guide={told} onWish={onWish} />).container.textContent;
  expect(show([], guide)).toContain("Ollama is not installed.");
  expect(screen.getByRole("link").getAttribute("href")).toBe(guide.install.url);
  cleanup();
  expect(show([backendNamed("A", { state: "offline" })], installed)).toContain("installed, but not running");
  await userEvent.click(screen.getByRole("button", { name: "Start Ollama" }));
  expect(onWish.mock.calls[0]?.[0]).toMatchObject({ command: "backend-start", input: { kind: "ollama" } });
  cleanup();
  const running = backendNamed("A", { version: "0.13.1" });
  expect(show([running], installed)).toBe("");
  expect(render(<BackendFacts backend={running} />).container.textContent).toContain("Ollama 0.13.1");
});

test.each([
  ["a server of another kind runs and Ollama is not here", [backendNamed("V", { kind: "vllm" })], guide],
  ["the one that is known was not asked yet", [backendNamed("A", { state: "checking" })], installed],
])("0.1 nothing is said where %s", (_when, backends, told) => {
  const { container } = render(<OllamaHere backends={backends} guide={told} onWish={() => undefined} />);
  expect(container.textContent).toBe("");
});

test("0.1 an Ollama of another machine is not the one of this machine", () => {
  const away = [backendNamed("A", { isLocal: false })];
  render(<OllamaHere backends={away} guide={installed} onWish={() => undefined} />);
  expect(screen.getByRole("button", { name: "Start Ollama" })).toBeDefined();
});

test("0.19 each server's card has a link to the manual of its kind", () => {
  for (const kind of ["ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp", "openai"] as const) {
    render(<BackendFacts backend={backendNamed("A", { kind })} />);
    const link = screen.getByRole("link", { name: "Manual" });
    expect(link.getAttribute("href")).toBe(manuals[kind]);
    expect(link.getAttribute("rel")).toBe("noreferrer");
    cleanup();
  }
});
