// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { Field, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/input.tsx";

afterEach(cleanup);

test("a switch is found by its label and flips by keyboard", async () => {
  render(
    <Field orientation="horizontal">
      <Switch id="rehearse" defaultChecked={true} />
      <FieldLabel htmlFor="rehearse">Rehearse first</FieldLabel>
    </Field>,
  );
  const toggle = screen.getByRole("switch", { name: "Rehearse first" });
  toggle.focus();
  await userEvent.keyboard(" ");
  expect(toggle).toHaveProperty("checked", false);
});

test("an error speaks up by itself", () => {
  render(<FieldError>Port 99999 is above 65535.</FieldError>);
  expect(screen.getByRole("alert").textContent).toBe("Port 99999 is above 65535.");
});
