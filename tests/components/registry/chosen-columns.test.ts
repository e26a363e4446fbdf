import { expect, it } from "vitest";
import {
  columnsNamed,
  columnsOf,
  fittingColumns,
  isUsual,
  moved,
  waitingColumns,
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

it("a chosen column for which there is no room is known to wait", () => {
  expect(waitingColumns(["roles", "size", "quantization"], 34.9)).toEqual(["roles"]);
  expect(waitingColumns(["roles", "size"], 100)).toEqual([]);
  expect(waitingColumns(["roles", "size"], undefined)).toEqual([]);
});

it("a column moves by one place and stops at the ends", () => {
  expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
});
