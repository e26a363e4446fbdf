// @vitest-environment happy-dom
import { expect, it } from "vitest";
import {
  readViews,
  renamed,
  stateOfView,
  toViewName,
  toViewQuery,
  withView,
  writeViews,
} from "#components/registry/saved-views.ts";

it("a view keeps search, filters, order and columns, but not the model that is open", () => {
  const query = toViewQuery({ q: "awq", backend: "vllm", sort: "-size", model: "tiny" }, ["size", "tags"]);
  expect(stateOfView({ query })).toEqual({ q: "awq", backend: "vllm", sort: "-size", columns: "size,tags" });
});

it("a view names no columns where nobody chose any", () => {
  expect(toViewQuery({ q: "awq" }, undefined)).toBe("q=awq");
});

it("views come back from the browser's memory as they went in", () => {
  const views = [
    { name: "Mine", query: "q=awq" },
    { name: "Large ones", query: "sort=-size" },
  ];
  writeViews(views);
  expect(readViews()).toEqual(views);
});

it("a name stands for one view only", () => {
  const views = [
    { name: "a", query: "q=1" },
    { name: "b", query: "q=2" },
  ];
  expect(withView(views, { name: "a", query: "q=3" })).toEqual([{ name: "a", query: "q=3" }, views[1]]);
  expect(renamed(views, "a", "b")).toEqual([{ name: "b", query: "q=1" }]);
  expect(toViewName("  two\n words ")).toBe("two words");
});
