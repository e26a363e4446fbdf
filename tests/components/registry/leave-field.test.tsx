// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DetailPlace } from "#components/registry/detail-place.tsx";

const onClose = vi.fn();
const fields = '<input aria-label="Tags"><input aria-label="Family" role="combobox" aria-expanded="true">';

beforeEach(() => {
  vi.stubGlobal("fetch", () => new Promise<never>(() => {}));
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
  // Two of the fields that the details have once they are known.
  document.querySelector("[data-slot=entry-pane]")?.insertAdjacentHTML("beforeend", fields);
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
