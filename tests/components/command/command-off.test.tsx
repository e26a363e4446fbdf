// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CommandView } from "#components/command/command-view.ts";
import { InlineCommand } from "#components/command/inline-command.tsx";

const disabled = "imageworks has no command doctor.";
const view: CommandView = {
  ...{
    name: "doctor",
    title: "Doctor",
    summary: "Looks at all of it",
    verb: "Look",
    effect: "reads",
    examples: [],
  },
  ...{ controls: [], disabled },
};

beforeEach(() => void vi.stubGlobal("fetch", () => new Promise<never>(() => {})));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("says once why a command is off, beside its button", () => {
  render(<InlineCommand view={view} input={{}} />);
  expect(screen.getAllByText(disabled)).toHaveLength(1);
  expect(screen.getByRole("button", { name: "Look" })).toHaveProperty("disabled", true);
  expect(screen.getByText("No command does this for now.")).toBeTruthy();
});
