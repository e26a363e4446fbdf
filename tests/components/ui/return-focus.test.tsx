// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "#components/ui/dialog.tsx";

afterEach(cleanup);

/** A page with a button that opens a dialog, and goes away meanwhile if it is told to. */
function Page({ losesButton = false }: { losesButton?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <main tabIndex={-1}>
      {!(losesButton && isOpen) && (
        <button type="button" onClick={() => setOpen(true)}>
          Remove…
        </button>
      )}
      {isOpen && (
        <Dialog open={true} onOpenChange={setOpen}>
          <DialogContent>
            <DialogTitle>Remove</DialogTitle>
            <DialogDescription>Which one?</DialogDescription>
          </DialogContent>
        </Dialog>
      )}
    </main>
  );
}

test("the focus goes back to what opened a dialog that has no trigger of its own", async () => {
  const user = userEvent.setup();
  render(<Page />);
  const button = screen.getByRole("button", { name: "Remove…" });
  await user.click(button);
  await screen.findByRole("dialog");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement).toBe(button));
});

test("the page has the focus where that is gone", async () => {
  const user = userEvent.setup();
  render(<Page losesButton={true} />);
  await user.click(screen.getByRole("button", { name: "Remove…" }));
  await screen.findByRole("dialog");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
});
