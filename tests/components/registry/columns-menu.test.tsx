// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MadeColumnsMenu } from "#components/registry/made-columns-menu.tsx";

const wide = 80;
const besideDetails = 44;

/** A list beside open details, in a place that is wide enough for most columns. */
class WideList {
  tell: (entries: object[]) => void;
  constructor(tell: (entries: object[]) => void) {
    this.tell = tell;
  }
  observe = (element: HTMLElement) => {
    const rem = element.dataset.slot === "entry-place" ? wide : besideDetails;
    this.tell([{ contentRect: { width: rem * 16, height: 600 } }]);
  };
  disconnect = () => undefined;
}

beforeEach(() => vi.stubGlobal("ResizeObserver", WideList));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function openMenu(chosen: string[] | undefined) {
  const onChoose = vi.fn();
  render(
    <>
      <div data-slot="entry-place">
        <div data-slot="entry-grid" />
      </div>
      <MadeColumnsMenu chosen={chosen} onChoose={onChoose} />
    </>,
  );
  return onChoose;
}

const columnNamed = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const saysOf = (name: string) =>
  document.getElementById(columnNamed(name).getAttribute("aria-describedby") ?? "nothing")?.textContent;

it("until somebody chooses, those are ticked that there is room for; one more makes a choice of them", async () => {
  const onChoose = openMenu(undefined);
  expect(columnNamed("Producer").checked).toBe(true);
  expect(columnNamed("Location").checked).toBe(false);
  expect(saysOf("Producer")).toBe("Hidden, no room");
  expect(saysOf("Size")).toBeUndefined();
  await userEvent.click(columnNamed("Location"));
  const [chosen] = onChoose.mock.calls[0] ?? [];
  expect(chosen).toContain("producer");
  expect(chosen.at(-1)).toBe("location");
});

it("what somebody chose is never hidden, and one press lets go of the choice", async () => {
  const onChoose = openMenu(["size", "quantization", "location", "roles", "tags", "verified"]);
  for (const name of ["Location", "Roles", "Tags", "Verified"]) {
    expect(columnNamed(name).checked).toBe(true);
    expect(saysOf(name)).toBeUndefined();
  }
  await userEvent.click(screen.getByRole("button", { name: "Reset columns" }));
  expect(onChoose).toHaveBeenCalledWith(undefined);
});
