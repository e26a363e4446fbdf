// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Button } from "#components/ui/button.tsx";

afterEach(cleanup);

test("a button sends no form unless it says so", () => {
  render(<Button>Preview</Button>);
  expect(screen.getByRole("button", { name: "Preview" }).getAttribute("type")).toBe("button");
});

test("a busy button keeps its words and cannot be pressed again", async () => {
  const press = vi.fn();
  render(
    <Button busy={true} onClick={press}>
      Purge 3 entries
    </Button>,
  );
  const button = screen.getByRole("button", { name: "Purge 3 entries" });
  await userEvent.click(button);
  expect(press).not.toHaveBeenCalled();
  expect(button.getAttribute("aria-busy")).toBe("true");
});

test("a button that becomes busy keeps the focus and submits nothing meanwhile", async () => {
  const submit = vi.fn((event: Event) => event.preventDefault());
  const form = (busy: boolean) => (
    <form onSubmit={(event) => submit(event.nativeEvent)}>
      <Button type="submit" busy={busy}>
        Preview
      </Button>
    </form>
  );
  const { rerender } = render(form(false));
  const button = screen.getByRole("button", { name: "Preview" });
  button.focus();
  rerender(form(true));
  await userEvent.keyboard("{Enter}");
  expect(document.activeElement).toBe(button);
  expect(submit).not.toHaveBeenCalled();
});
