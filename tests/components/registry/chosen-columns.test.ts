import { expect, it } from "vitest";
import { chosenColumns, drawnColumns, leastWidth, moved } from "#components/registry/chosen-columns.ts";

const drawn = (chosen: string[] | undefined, rem?: number) => drawnColumns(chosen, rem).map(({ id }) => id);

it("the address decides about columns before the memory does, and nonsense is passed over", () => {
  expect(chosenColumns("size,tags,size,nonsense", ["format"])).toEqual(["size", "tags"]);
  expect(chosenColumns(undefined, ["format"])).toEqual(["format"]);
  expect(chosenColumns(undefined, [])).toBeUndefined();
  expect(chosenColumns("nonsense", [])).toBeUndefined();
});

it("until somebody chooses, columns that matter less wait for room, and the others keep their order", () => {
  expect(drawn(undefined, 100)).toHaveLength(10);
  expect(drawn(undefined, 41)).toEqual(["favourite", "format", "quantization", "size"]);
  expect(drawn(undefined, 20)).toEqual([]);
  expect(drawn(undefined)).toHaveLength(10);
});

it("a column that somebody chose is drawn, however much wider the list gets", () => {
  const all = ["verified", "location", "installed", "roles", "tags", "producer"];
  expect(drawn(all, 40)).toEqual(all);
  expect(leastWidth(drawnColumns(all, 40))).toBeGreaterThan(60);
});

it("where a model has two lines in place of columns, they wait", () => {
  expect(drawn(["verified", "location"], 24)).toEqual([]);
});

it("a column moves by one place and stops at the ends", () => {
  expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
});
