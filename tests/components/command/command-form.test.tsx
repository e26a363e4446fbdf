// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { controlsOf } from "#cli-bridge/derive/controls.ts";
import { CommandForm } from "#components/command/command-form.tsx";
import type { CommandInput } from "#components/command/command-view.ts";
import { inputOf, valuesOf } from "#components/command/form-values.ts";

/** What could be suggested is asked of a console that never answers. */
beforeEach(() => void vi.stubGlobal("fetch", () => new Promise<never>(() => {})));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

type FilledProps = {
  name: (typeof commandNames)[number];
  whyUnsaid?: (field: string) => string | undefined;
  given?: CommandInput;
  onInput?: (input: object) => void;
};

function Filled({ name, whyUnsaid, given, onInput }: FilledProps) {
  const controls = controlsOf(commandOf(name), whyUnsaid);
  const [values, setValues] = useState(() => valuesOf(controls, given));
  return (
    <CommandForm
      controls={controls}
      values={values}
      issues={[{ path: "base", message: "There is no such folder." }]}
      onChange={(field, value) => {
        const next = { ...values, [field]: value };
        setValues(next);
        onInput?.(inputOf(controls, next));
      }}
    />
  );
}

/** A browser takes whatever is in such a set for disabled. */
const isOff = (element: Element) => element.closest("fieldset")?.disabled === true;

describe("the form of a command", () => {
  it.each(commandNames)("%s: draws every control with a label of its own", (name) => {
    render(<Filled name={name} />);
    for (const control of controlsOf(commandOf(name))) {
      if (control.draws === "words" && control.choices) screen.getByRole("group", { name: control.label });
      else expect(screen.getAllByLabelText(new RegExp(`^${control.label}`)).length).toBeGreaterThan(0);
    }
  });

  it("shows what the server said at the field it is about", () => {
    render(<Filled name="scan" />);
    const base = screen.getByLabelText("Folder");
    expect(base.getAttribute("aria-invalid")).toBe("true");
    expect(base.getAttribute("aria-describedby")).toContain(screen.getByRole("alert").id);
  });

  it("says words in the order in which they were chosen", async () => {
    let said: object = {};
    render(<Filled name="download" onInput={(input) => (said = input)} />);
    await userEvent.click(screen.getByRole("button", { name: /gptq/ }));
    await userEvent.click(screen.getByRole("button", { name: /awq/ }));
    expect(said).toEqual({ format: ["gptq", "awq"] });
  });

  it("shows what the program in use does not know as off, with the reason, and lets go of what was said there", async () => {
    const why = "imageworks does not know --full.";
    render(
      <Filled
        name="verify"
        whyUnsaid={(field) => (["full", "record"].includes(field) ? why : undefined)}
        given={{ record: true }}
      />,
    );
    const full = screen.getByLabelText("Every byte");
    expect(isOff(full)).toBe(true);
    expect(document.getElementById(full.getAttribute("aria-describedby") ?? "")?.textContent).toContain(why);
    const record = screen.getByLabelText(/^Record/);
    expect(isOff(record)).toBe(false);
    await userEvent.click(record);
    expect(isOff(record)).toBe(true);
    expect(isOff(screen.getByLabelText("Model"))).toBe(false);
  });
});
