// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toCommandView, whyAlone } from "#components/command/command-view.ts";
import { BatchDialog } from "#components/registry/batch-dialog.tsx";
import { BatchForm } from "#components/registry/batch-form.tsx";
import { api } from "#lib/paths.ts";
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

const facets = { tag: [{ value: "Laptop", count: 2 }] };
const answers = {
  [api.registry({ limit: 1 })]: { facets },
  "/api/commands": [commandAnswer("set-meta", { dialect: dialects.modeldeck })],
};

const inAnswers = (children: React.ReactNode) => (
  <SWRConfig
    value={{
      provider: () => new Map(),
      fallback: answers,
      revalidateOnMount: false,
      revalidateIfStale: false,
    }}
  >
    {children}
  </SWRConfig>
);

test("a tag for several models is spelled as it is known already, which is said at its field", async () => {
  const onInput = vi.fn();
  const parts = { deed: "tag", isBusy: false, onInput, view: { controls: [] } } as const;
  render(inAnswers(<BatchForm {...parts} />));
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Tags"), "LAPTOP, new");
  expect(onInput).toHaveBeenLastCalledWith({ addTags: ["Laptop", "new"] });
  expect(screen.getByText(/LAPTOP is kept as Laptop/)).toBeDefined();
  await user.type(screen.getByLabelText("Tags"), "\u0007");
  expect(onInput).toHaveBeenLastCalledWith(undefined);
  expect(screen.getByText("Leave out line breaks and control characters.")).toBeDefined();
});

test("what keeps a deed from being previewed leaves its button where it is, disabled", async () => {
  vi.stubGlobal("fetch", () => new Promise<never>(() => {}));
  render(inAnswers(<BatchDialog wish={{ deed: "tag", names: ["a", "b"] }} onClose={() => {}} />));
  const preview = () => screen.getByRole<HTMLButtonElement>("button", { name: "Preview" });
  expect(preview().disabled).toBe(true);
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Tags"), "new");
  expect(preview().disabled).toBe(false);
  await user.clear(screen.getByLabelText("Tags"));
  expect(preview().disabled).toBe(true);
  vi.unstubAllGlobals();
});
