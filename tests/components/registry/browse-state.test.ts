import { describe, expect, it } from "vitest";
import {
  ariaSortOf,
  nextSort,
  parseBrowseState,
  toBrowsePath,
  toRegistryQuery,
  wholeRegistry,
  withChange,
} from "#components/registry/browse-state.ts";

const parse = (search: string) => {
  const words = new URLSearchParams(search);
  return parseBrowseState((name) => words.get(name));
};

describe("the state of the list", () => {
  it("comes back out of the URL it was written to", () => {
    const state = parse("q=llama+8b&backend=vllm&role=chat&installed=true&sort=-size&model=a%2Fb+c");
    const path = toBrowsePath(state);
    expect(parse(path.split("?")[1] ?? "")).toEqual(state);
  });

  it("leaves out what it does not know", () => {
    expect(parse("sort=hash&installed=maybe&deprecated=1&colour=red&q=")).toEqual({});
  });

  it("asks the API the same question, without the model that is shown beside", () => {
    const state = parse("q=awq&format=gguf&model=x");
    expect(toRegistryQuery(state)).toEqual({ query: "awq", format: "gguf" });
  });

  it("forgets every filter at once but keeps the order and the open model", () => {
    const state = parse("q=awq&format=gguf&location=x&sort=size&model=m");
    expect(withChange(state, wholeRegistry)).toEqual({ sort: "size", model: "m" });
  });
});

describe("pressing a column's head", () => {
  it.each([
    [undefined, "size", "size"],
    ["size", "size", "-size"],
    ["-size", "size", undefined],
    [undefined, "name", "-name"],
    ["-name", "name", undefined],
    ["size", "name", undefined],
    ["size", "backend", "backend"],
  ])("from %s on %s leads to %s", (sort, key, expected) => {
    expect(nextSort(sort, key)).toBe(expected);
  });

  it("is said to whoever cannot see the arrow", () => {
    expect(ariaSortOf(undefined, "name")).toBe("ascending");
    expect(ariaSortOf("-size", "size")).toBe("descending");
    expect(ariaSortOf("-size", "name")).toBe("none");
  });
});
