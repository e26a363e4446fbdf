// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DetailPlace } from "#components/registry/detail-place.tsx";

vi.mock("#components/registry/entry-pane.tsx", () => ({
  EntryPane: () => (
    <div data-slot="entry-pane">
      <input aria-label="Tags" />
      <input aria-label="Family" role="combobox" aria-expanded="true" aria-controls="list" />
    </div>
  ),
}));

const onClose = vi.fn();

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => Object.assign(new EventTarget(), { matches: true }));
  render(
    <>
      <div data-slot="entry-grid">
        <a href="/one" tabIndex={0} data-row-link="">
          One
        </a>
        <div aria-current="true">
          <a href="/two" tabIndex={-1} data-row-link="">
            Two
          </a>
        </div>
      </div>
      <DetailPlace name="two" first={undefined} onClose={onClose} />
    </>,
  );
});
afterEach(() => {
  cleanup();
  onClose.mockReset();
  vi.unstubAllGlobals();
});

it("Escape in a field gives the focus back to the row and keeps the edit, and closes the details from there", async () => {
  const user = userEvent.setup();
  const tags = screen.getByRole<HTMLInputElement>("textbox", { name: "Tags" });
  await user.type(tags, "quick{Escape}");
  expect(document.activeElement).toBe(screen.getByText("Two"));
  expect(onClose).not.toHaveBeenCalled();
  await user.keyboard(".?");
  expect(tags.value).toBe("quick");
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
});

it("Escape in a field that has something open is left to the field", async () => {
  const user = userEvent.setup();
  const family = screen.getByRole("combobox", { name: "Family" });
  await user.type(family, "x{Escape}");
  expect(document.activeElement).toBe(family);
  expect(onClose).not.toHaveBeenCalled();
});
