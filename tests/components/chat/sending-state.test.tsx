// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { SendingState } from "#components/chat/sending-state.tsx";
import { backendNamed } from "../backends/sample-backend.ts";

afterEach(cleanup);

test.each([
  ["http://127.0.0.1:23456", { kind: "ollama", port: 23_456 }],
  ["http://localhost:11434", { kind: "ollama", port: 11_434 }],
  ["http://localhost", { kind: "ollama", port: 80 }],
  ["http://[::1]:1777", { kind: "ollama", port: 1_777, host: "::1" }],
])("3.10 an Ollama at %s is started there and nowhere else", async (url, input) => {
  const onWish = vi.fn();
  const obstacle = { says: "Mine is offline.", deed: "start-ollama" } as const;
  const backend = backendNamed("Mine", { url, state: "offline" });
  render(<SendingState {...{ backend, model: "qwen3:8b", obstacle, first: undefined, onWish }} />);
  await userEvent.click(screen.getByRole("button", { name: "Start Ollama" }));
  expect(onWish).toHaveBeenCalledWith({ command: "backend-start", title: "Start Ollama", input });
});
