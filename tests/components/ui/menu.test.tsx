// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";

afterEach(cleanup);

it("a menu takes the room that there is, and shades the edge where it is cut", () => {
  render(
    <Menu defaultOpen={true}>
      <MenuTrigger>Open</MenuTrigger>
      <MenuContent>
        <MenuItem>One</MenuItem>
      </MenuContent>
    </Menu>,
  );
  const { className } = screen.getByRole("menu");
  expect(className).toContain("max-h-(--radix-dropdown-menu-content-available-height)");
  expect(className).toMatch(/_local,.*var\(--color-shade\).*_scroll/);
});
