// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import type { ProfileDraft, ProfileFieldOrNew } from "#components/profiles/profile-draft.ts";
import { ProfileInput } from "#components/profiles/profile-input.tsx";

afterEach(cleanup);

const field: ProfileFieldOrNew = { key: "a.name", kind: "text", value: "one" };

function Form() {
  const [draft, setDraft] = useState<ProfileDraft>({});
  const change = (key: string, value?: string) => setDraft(value === undefined ? {} : { [key]: value });
  return <ProfileInput field={field} label="name" draft={draft} onChange={change} />;
}

it.for(["two", "two\nlines"])("gives the focus to the control when %j is taken back", (typed) => {
  render(<Form />);
  fireEvent.change(screen.getByLabelText("name"), { target: { value: "two" } });
  fireEvent.change(screen.getByLabelText("name"), { target: { value: typed } });
  fireEvent.click(screen.getByRole("button", { name: "Take back name" }));
  const control = screen.getByLabelText("name");
  expect(control).toHaveProperty("value", "one");
  expect(document.activeElement).toBe(control);
});
