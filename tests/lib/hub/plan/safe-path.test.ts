import { describe, expect, it } from "vitest";
import { clashesOf, refusalOfPath } from "#lib/hub/plan/safe-path.ts";

describe("a name of the hub's", () => {
  it.each([
    ["../../x", "leads out"],
    ["a/../x", "leads out"],
    ["./x", "leads out"],
    ["/etc/passwd", "another folder"],
    ["C:\\x", "another folder"],
    ["c:x", "another folder"],
    ["a\\..\\x", "backslash"],
    ["con", "device"],
    ["dir/NUL.json", "device"],
    ["com1 .txt", "device"],
    [".git/hooks/post-checkout", "another program"],
    ["a/.GIT/config", "another program"],
    [".modeldeck/x.part", "another program"],
    [".modeldeck-trash/x", "another program"],
    ["x".repeat(4096), "more than"],
    [`${"y".repeat(300)}.bin`, "more than"],
    ["a//b", "empty"],
    ["a/", "empty"],
    ["", "empty"],
    ["right\u202egnp.gguf", "not written as it is read"],
    ["~/x", "your own folder"],
    ["half a letter \ud800", "broken text"],
    ["a\nb", "control"],
    ["a\u0000b", "control"],
    ["name.", "drop the end"],
    ["name ", "drop the end"],
    ["name:stream", "Windows"],
    [Array(20).fill("d").join("/"), "deep"],
  ])("that could leave its folder or be another file is refused (%#)", (path, why) => {
    expect(refusalOfPath(path)).toContain(why);
  });

  it.each([
    "model.safetensors",
    "Q4_K_M/x-00001-of-00002.gguf",
    "with space & #.json",
    "größe/ähre.json",
    "100 %/what?.json",
    ".gitattributes",
    "console.json",
    "a..b",
  ])("that is a plain name is taken as it is: %j", (path) => {
    expect(refusalOfPath(path)).toBeUndefined();
  });
});

describe("names beside each other", () => {
  it("are refused where another file system would make one of two", () => {
    const clashes = clashesOf(["README.md", "readme.md", "A/x", "a/y", "b", "b/c", "é", "e\u0301"]);
    expect([...clashes.keys()].sort()).toEqual(["a/y", "b/c", "readme.md", "é"].sort());
    expect(clashes.get("readme.md")).toContain("README.md in other letters");
    expect(clashes.get("b/c")).toBe("b is a file");
  });

  it("are left alone where they differ", () => {
    expect(clashesOf(["a/x", "a/y", "b/x", "c"])).toEqual(new Map());
  });
});
