// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test } from "vitest";
import { EndpointHelp } from "#components/backends/endpoint-help.tsx";
import { backendNamed, loadedNamed } from "./sample-backend.ts";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const server = backendNamed("A", {
  url: "http://10.0.0.7:11434",
  loaded: [loadedNamed("qwen3:8b")],
  endpoints: { native: "http://10.0.0.7:11434", openai: "http://10.0.0.7:11434/v1" },
});

function show() {
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <EndpointHelp backend={server} models={["gemma4:26b", "qwen3:8b"]} />
    </SWRConfig>,
  );
  return document.querySelector("code")?.textContent;
}

test("0.18 0.10 addresses can be copied, and calls have the active model filled in, else the one in memory", () => {
  expect(show()).toContain('"model":"qwen3:8b"');
  screen.getByText("http://10.0.0.7:11434/v1");
  screen.getByRole("button", { name: "Copy the OpenAI address" });
  cleanup();
  localStorage.setItem("modeldeck-active-model", JSON.stringify(["A", "gemma4:26b"]));
  expect(show()).toContain('"model":"gemma4:26b"');
  cleanup();
  localStorage.setItem("modeldeck-active-model", JSON.stringify(["B", "gemma4:26b"]));
  expect(show()).toContain('"model":"qwen3:8b"');
});
