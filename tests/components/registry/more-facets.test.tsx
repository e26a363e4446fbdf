// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { MadeMoreFacets } from "#components/registry/made-more-facets.tsx";

afterEach(cleanup);

it("a chosen value stays on the list when nothing is left of it", () => {
  const facets = { capability: [{ value: "vision", count: 3 }], location: [] };
  render(<MadeMoreFacets facets={facets} state={{ location: "nas" }} change={vi.fn()} />);
  expect(screen.getByText("Location")).toBeDefined();
  const chosen = screen.getByRole("menuitemradio", { name: "nas 0" });
  expect(chosen.getAttribute("aria-checked")).toBe("true");
  expect(screen.queryByText("Tag")).toBeNull();
});
