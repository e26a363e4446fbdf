// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { ToastProvider, useToast } from "#components/ui/toast.tsx";

// The list arrives late in a page; here it is loaded beforehand, so that the wait below is for the toast alone.
beforeAll(() => import("#components/ui/toast-list.tsx"));
afterEach(cleanup);

function Offer({ onUndo }: { onUndo: () => void }) {
  const { toast } = useToast();
  return (
    <button
      type="button"
      onClick={() =>
        toast({ title: "Moved 2 files to the trash", tone: "ok", action: { label: "Undo", onClick: onUndo } })
      }
    >
      Move
    </button>
  );
}

test("a toast says what happened and its action takes it back", async () => {
  const undo = vi.fn();
  render(
    <ToastProvider>
      <Offer onUndo={undo} />
    </ToastProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Move" }));
  expect(
    (await screen.findAllByText("Moved 2 files to the trash", {}, { timeout: 10_000 })).length,
  ).toBeGreaterThan(0);
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(undo).toHaveBeenCalledOnce();
});
