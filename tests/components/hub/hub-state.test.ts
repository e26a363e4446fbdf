import { describe, expect, it } from "vitest";
import {
  isReference,
  isSearching,
  parseHubState,
  toHubPath,
  toSearchQuery,
  withHubChange,
} from "#components/hub/hub-state.ts";

const parse = (search: string) => {
  const words = new URLSearchParams(search);
  return parseHubState((name) => words.get(name));
};

describe("the state of the page", () => {
  it("comes back out of the URL it was written to", () => {
    const state = parse(
      "q=llama+8b&format=gguf&smallest=4B&largest=9B&author=acme&ungated=true&sort=likes&repo=a%2Fb%40v2&revision=x%2Fy",
    );
    expect(parse(toHubPath(state).split("?")[1] ?? "")).toEqual(state);
  });

  it("leaves out what it does not know, and a revision of nothing", () => {
    expect(parse("sort=colour&colour=red&q=+&revision=main&ungated=perhaps")).toEqual({});
  });

  it("keeps the search while a repository is open, so that the way back leads to it", () => {
    const found = parse("q=llama&smallest=4B&ungated=true&sort=likes");
    const open = withHubChange(found, { repo: "a/b" });
    expect(toSearchQuery(open)).toEqual({
      ...{ query: "llama", smallest: "4B", ungated: "true", sort: "likes", limit: 50 },
    });
    expect(withHubChange(open, { repo: undefined })).toEqual(found);
  });

  it("asks the hub nothing before somebody wants something", () => {
    expect(isSearching(parse(""))).toBe(false);
    expect(isSearching(parse("repo=a/b"))).toBe(false);
    expect(isSearching(parse("sort=trending"))).toBe(true);
    expect(isSearching(parse("author=acme"))).toBe(true);
  });
});

describe("words in the box", () => {
  it.each([
    "owner/repo",
    "owner/repo@feature/x",
    "owner/repo:Q4_K_M",
    "hf://owner/repo/file.gguf",
    "https://huggingface.co/owner/repo/blob/main/a%20b.gguf",
    "hf.co/owner/repo",
    "huggingface.co/owner/repo/tree/main",
    "git@hf.co:owner/repo",
    "  owner/repo  ",
    "ollama run hf.co/owner/repo:Q8_0",
  ])("%s names a repository", (words) => {
    expect(isReference(words)).toBe(true);
  });

  it.each(["llama", "llama 3.1 8b", "text to/from speech", "/", "owner/", "what is a/b testing"])(
    "%s is looked for",
    (words) => {
      expect(isReference(words)).toBe(false);
    },
  );
});
