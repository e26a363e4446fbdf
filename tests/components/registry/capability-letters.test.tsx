// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { CapabilityLetters } from "#components/registry/capability-letters.tsx";

afterEach(cleanup);

it("shows what a model can do, by letter and in words, and nothing else", () => {
  render(<CapabilityLetters capabilities={{ text: true, vision: true, audio: false, tools: true }} />);
  const letters = screen.getByText("Can: text, vision, tools (function calls)").parentElement;
  expect([...(letters?.querySelectorAll("[aria-hidden]") ?? [])].map((one) => one.textContent)).toEqual([
    "V",
    "T",
  ]);
});

it("shows nothing where nothing is known", () => {
  expect(render(<CapabilityLetters capabilities={{ vision: false }} />).container.textContent).toBe("");
});
