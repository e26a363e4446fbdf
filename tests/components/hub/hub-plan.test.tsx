// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { HubPlan } from "#components/hub/hub-plan.tsx";

afterEach(cleanup);

const refusal = {
  ...{ code: "hub-token-missing", message: "acme/x is gated, and no token was sent." },
  hint: "Accept its terms at https://hub.test/acme/x.",
};
const show = (said: readonly string[]) =>
  render(<HubPlan {...{ refusal, said }} isLoading={false} again={async () => undefined} />);

test("why nothing can be fetched is told once on a page", () => {
  show([`${refusal.message} ${refusal.hint}`]);
  expect(screen.queryByText(refusal.message)).toBeNull();
  expect(screen.getByText(/see “Before you download”/)).toBeDefined();
  expect(screen.getByRole("button", { name: "Try again" })).toBeDefined();
  cleanup();
  show(["Large: the smallest choice is 60 GB."]);
  expect(screen.getByText(refusal.message)).toBeDefined();
});
