// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { columnsOf } from "#components/registry/chosen-columns.ts";
import { MadeColumnsMenu } from "#components/registry/made-columns-menu.tsx";

/** A list that is wide enough for some of the columns. */
class NarrowList {
  tell: (entries: object[]) => void;
  constructor(tell: (entries: object[]) => void) {
    this.tell = tell;
  }
  observe = () => this.tell([{ contentRect: { width: 34 * 16, height: 600 } }]);
  disconnect = () => undefined;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("a column that is chosen and hidden for want of room is marked, and one press chooses the usual ones", async () => {
  vi.stubGlobal("ResizeObserver", NarrowList);
  const onChoose = vi.fn();
  render(
    <>
      <div data-slot="entry-grid" />
      <MadeColumnsMenu chosen={["size", "quantization", "location"]} onChoose={onChoose} />
    </>,
  );
  const saysOf = (name: string) =>
    document.getElementById(
      screen.getByRole("checkbox", { name }).getAttribute("aria-describedby") ?? "nothing",
    )?.textContent;
  expect(saysOf("Location")).toBe("Hidden, no room");
  expect(saysOf("Size")).toBeUndefined();
  expect(saysOf("Tags")).toBeUndefined();
  await userEvent.click(screen.getByRole("button", { name: "Reset columns" }));
  expect(onChoose).toHaveBeenCalledWith(columnsOf(undefined, []));
});
