// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { controlsOf } from "#cli-bridge/derive/controls.ts";
import { CommandForm } from "#components/command/command-form.tsx";
import { inputOf, valuesOf } from "#components/command/form-values.ts";

afterEach(cleanup);

type FilledProps = { name: (typeof commandNames)[number]; onInput?: (input: object) => void };

function Filled({ name, onInput }: FilledProps) {
  const controls = controlsOf(commandOf(name));
  const [values, setValues] = useState(() => valuesOf(controls));
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
});
