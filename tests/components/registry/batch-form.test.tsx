// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toCommandView, whyAlone } from "#components/command/command-view.ts";
import { BatchForm } from "#components/registry/batch-form.tsx";
import { commandAnswer } from "#lib/server/command-answers.ts";

afterEach(cleanup);

test("what the program in use does not know is off for several models too, with the reason", () => {
  const views = (["modeldeck", "imageworks"] as const).map((name) =>
    toCommandView(commandAnswer("verify", { dialect: dialects[name] })),
  );
  const [ours, original] = views;
  expect(views.map(whyAlone)).toEqual([
    undefined,
    "Only one model at a time: imageworks does not know --more.",
  ]);
  if (!ours || !original) throw new Error("There are two.");
  const parts = { deed: "verify", isBusy: false, onInput: () => {} } as const;
  const { rerender } = render(<BatchForm {...parts} view={ours} />);
  const full = screen.getByLabelText(/^Hash every byte, not just sizes/);
  expect(full.hasAttribute("disabled")).toBe(false);
  rerender(<BatchForm {...parts} view={original} />);
  expect(full.hasAttribute("disabled")).toBe(true);
  screen.getByText("imageworks does not know --full.");
});
