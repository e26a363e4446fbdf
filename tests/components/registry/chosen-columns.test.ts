import { expect, it } from "vitest";
import {
  columnsNamed,
  columnsOf,
  fittingColumns,
  isUsual,
  moved,
} from "#components/registry/chosen-columns.ts";

const idsOf = (columns: readonly { id: string }[]) => columns.map(({ id }) => id);

it("the address decides about columns before the memory does, and nonsense is passed over", () => {
  expect(columnsOf("size,tags,size,nonsense", ["format"])).toEqual(["size", "tags"]);
  expect(columnsOf(undefined, ["format"])).toEqual(["format"]);
  expect(isUsual(columnsOf(undefined, []))).toBe(true);
  expect(isUsual(columnsOf("nonsense", []))).toBe(true);
});

it("columns that matter less wait for room, and the others keep their order", () => {
  const columns = columnsNamed(["roles", "size", "quantization"]);
  expect(idsOf(fittingColumns(columns, 100))).toEqual(["roles", "size", "quantization"]);
  expect(idsOf(fittingColumns(columns, 34))).toEqual(["size", "quantization"]);
  expect(fittingColumns(columns, 20)).toEqual([]);
});

it("a column moves by one place and stops at the ends", () => {
  expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
});
