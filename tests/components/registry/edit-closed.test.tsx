// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, expect, test } from "vitest";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { EditPanel } from "#components/registry/edit-panel.tsx";
import { makeDetails } from "./make-details.ts";

afterEach(cleanup);

const panel = (details: EntryDetails) => (
  <SWRConfig value={{ revalidateOnMount: false, revalidateIfStale: false }}>
    <EditPanel details={details} isLeaving={false} onStay={() => {}} onLeave={() => {}} />
  </SWRConfig>
);

const closed = "imageworks has no command that edits a model.";

test("where nothing can be edited every field is off, and the reason is said once", async () => {
  render(panel(makeDetails({ name: "closed", roles: ["chat"], locked: true, closed })));
  const user = userEvent.setup();
  const isOff = (element: HTMLElement) => element.matches(":disabled, fieldset:disabled *");
  expect(isOff(await screen.findByRole("textbox", { name: "Tags" }))).toBe(true);
  expect(isOff(screen.getByRole("button", { name: "Unlock…" }))).toBe(true);
  await user.click(screen.getByRole("tab", { name: "Roles" }));
  expect(isOff(await screen.findByRole("button", { name: "chat" }))).toBe(true);
  await user.click(screen.getByRole("tab", { name: "Serving" }));
  expect(isOff(await screen.findByRole("textbox", { name: "Host" }))).toBe(true);
  expect(screen.getAllByText(new RegExp(closed))).toHaveLength(1);
  expect(screen.queryByText(/This model is locked/)).toBeNull();
});

test("an edit that was begun before cannot be saved then, and is kept", async () => {
  const details = makeDetails({ name: "closed meanwhile" });
  const { rerender } = render(panel(details));
  const user = userEvent.setup();
  await user.type(await screen.findByRole("textbox", { name: "Tags" }), "laptop");
  const save = await screen.findByRole<HTMLButtonElement>("button", { name: /^Save 1 change/ });
  expect(save.disabled).toBe(false);
  rerender(panel({ ...details, closed }));
  expect(save.disabled).toBe(true);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: /^Tags/ }).value).toBe("laptop");
});
