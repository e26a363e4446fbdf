// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useKeptRows } from "#components/ui/use-kept-rows.ts";

const keyOf = (row: string) => row;

test("a row that is open stays where it was when it is gone, until it is closed", () => {
  const { result, rerender } = renderHook(
    ({ rows, open }: { rows: readonly string[]; open: readonly string[] }) =>
      useKeptRows(rows, { keyOf, isOpen: (row) => open.includes(row) }),
    { initialProps: { rows: ["a", "b", "c", "d"], open: ["b", "c"] } },
  );
  rerender({ rows: ["a", "d"], open: ["b", "c"] });
  expect(result.current).toEqual(["a", "b", "c", "d"]);
  rerender({ rows: ["d"], open: ["c"] });
  expect(result.current).toEqual(["d", "c"]);
  rerender({ rows: ["d"], open: [] });
  expect(result.current).toEqual(["d"]);
  rerender({ rows: ["d"], open: ["c"] });
  expect(result.current).toEqual(["d"]);
});

test("a row that comes back is there once", () => {
  const { result, rerender } = renderHook(
    ({ rows }: { rows: readonly string[] }) => useKeptRows(rows, { keyOf, isOpen: () => true }),
    { initialProps: { rows: ["a", "b"] } },
  );
  rerender({ rows: ["b"] });
  expect(result.current).toEqual(["a", "b"]);
  rerender({ rows: ["b", "a"] });
  expect(result.current).toEqual(["b", "a"]);
});
