// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "#components/ui/alert-dialog.tsx";

afterEach(cleanup);

test("a dangerous dialog puts the focus on Cancel, and Escape leaves everything as it was", async () => {
  const user = userEvent.setup();
  render(
    <AlertDialog>
      <AlertDialogTrigger>Remove</AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogTitle>Delete the files of 3 models</AlertDialogTitle>
        <AlertDialogDescription>21 GB are freed.</AlertDialogDescription>
        <AlertDialogFooter>
          <AlertDialogAction>Delete 3 models</AlertDialogAction>
          <AlertDialogCancel />
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>,
  );
  await user.click(screen.getByRole("button", { name: "Remove" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Delete the files of 3 models" });
  expect(dialog.contains(document.activeElement)).toBe(true);
  expect(document.activeElement?.textContent).toBe("Cancel");
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("alertdialog")).toBeNull();
});
