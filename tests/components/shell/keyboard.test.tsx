// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepSingleKeys } from "#components/shell/single-keys.ts";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { renderInApp } from "../render-in-app.tsx";

const push = vi.fn();
const show = vi.fn();

function Page() {
  useShortcuts(show);
  return <input type="search" data-search="" aria-label="Search models" />;
}

beforeEach(() => {
  localStorage.clear();
  push.mockClear();
  show.mockClear();
  renderInApp(<Page />, push);
});
afterEach(cleanup);

test("g and a letter lead to a tab", async () => {
  await userEvent.keyboard("gm");
  expect(push).toHaveBeenCalledWith("/maintenance");
});

test("a slash goes to the search and is not typed into it", async () => {
  await userEvent.keyboard("/");
  const search = screen.getByRole("searchbox", { name: "Search models" });
  expect(document.activeElement).toBe(search);
  expect(search).toHaveProperty("value", "");
});

test("letters typed into a field stay letters, and the palette still opens", async () => {
  await userEvent.type(screen.getByRole("searchbox"), "gm?");
  expect(push).not.toHaveBeenCalled();
  expect(show).not.toHaveBeenCalled();
  await userEvent.keyboard("{Control>}k{/Control}");
  expect(show).toHaveBeenCalledWith("palette");
});

test("switched off, single keys do nothing", async () => {
  keepSingleKeys(false);
  await userEvent.keyboard("gm?/");
  expect(push).not.toHaveBeenCalled();
  expect(show).not.toHaveBeenCalled();
});
