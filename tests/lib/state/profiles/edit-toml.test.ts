import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setKey, unsetKey } from "#lib/state/profiles/edit-toml.ts";
import { scanToml } from "#lib/state/profiles/scan-toml.ts";
import { parseToml } from "#lib/state/profiles/toml-value.ts";
import { unifiedDiff } from "#lib/state/profiles/unified-diff.ts";
import { samplePyproject as text } from "#tests/support/sample-pyproject.ts";

const tagger = ["tool", "imageworks", "tagger"];
const profile = ["tool", "imageworks", "deployment_profiles", "balanced_24gb"];
const changed = (after: string) =>
  unifiedDiff(text, after)
    .split("\n")
    .filter((line) => /^[+-]/.test(line));

describe("a value that is set", () => {
  it("takes the place of the old one and leaves the comment behind it", () => {
    expect(changed(setKey(text, [...profile, "max_vram_mb"], 20000n))).toEqual([
      "-max_vram_mb = 22000  # 24576 - 2048",
      "+max_vram_mb = 20000  # 24576 - 2048",
    ]);
  });

  it("keeps the quotes, and takes others only when these cannot hold it", () => {
    const path = [...tagger, "keyword_model"];
    expect(setKey(text, path, "other")).toContain("keyword_model = 'other'");
    expect(setKey(text, path, "it's")).toContain(`keyword_model = "it's"`);
  });

  it("stays a number with a point where it was one", () => {
    expect(setKey(text, [...tagger, "temperature"], 1)).toContain("temperature = 1.0\n");
  });

  it("changes a list item by item, with the comments between them", () => {
    const path = [...tagger, "endings"];
    const lists = [
      {
        to: [".jpeg", ".png", ".orf"],
        diff: ['-  ".jpg",   # the usual one', '+  ".jpeg",   # the usual one'],
      },
      { to: [".jpg", ".png", ".orf", ".cr3"], diff: ['+  ".cr3",'] },
      { to: [".jpg", ".orf"], diff: ["-  '.png',"] },
    ];
    for (const { to, diff } of lists) expect(changed(setKey(text, path, to))).toEqual(diff);
  });

  it("reaches into an inline table", () => {
    expect(setKey(text, [...tagger, "limits", "wait"], 2.5)).toContain("{ retries = 3, wait = 2.5 }");
    expect(setKey(text, [...tagger, "limits", "more"], true)).toContain("wait = 1.5, more = true }");
    expect(unsetKey(text, [...tagger, "limits", "wait"])).toContain("limits = { retries = 3 }");
  });

  it("stands behind its brothers when it is new", () => {
    expect(changed(setKey(text, [...profile, "gpu_count"], 2n))).toEqual(["+gpu_count = 2"]);
    const lines = setKey(text, [...profile, "gpu_count"], 2n).split("\n");
    expect(lines[lines.indexOf("gpu_count = 2") - 1]).toBe('strategy = "concurrent_limited"');
  });

  it("opens a new profile behind the others, before the words on what follows", () => {
    const after = setKey(text, ["tool", "imageworks", "deployment_profiles", "my own", "max_vram_mb"], 1n);
    expect(after).toContain(
      'strategy = "load_unload"\n\n[tool.imageworks.deployment_profiles."my own"]\nmax_vram_mb = 1\n\n# What follows',
    );
  });

  it("makes the table in an empty file, and in one whose last line is open", () => {
    expect(setKey("", ["tool", "imageworks", "a"], "b")).toBe('[tool.imageworks]\na = "b"\n');
    expect(setKey("[tool.imageworks]\na = 1", ["tool", "imageworks", "b"], 2n)).toBe(
      "[tool.imageworks]\na = 1\nb = 2\n",
    );
  });

  it("keeps the line endings of the file", () => {
    const windows = `\uFEFF${text.replaceAll("\n", "\r\n")}`;
    const after = setKey(
      setKey(windows, [...profile, "gpu_count"], 2n),
      [...tagger, "endings"],
      [".a", ".b", ".c", ".d"],
    );
    expect(after.replaceAll("\r\n", "")).not.toContain("\n");
    expect(after.startsWith("\uFEFF[build-system]")).toBe(true);
  });

  it("is refused where an array of tables stands", () => {
    expect(() => setKey(text, ["tool", "mypy", "overrides", "module"], "y")).toThrow(/is no table/);
  });
});

describe("what is taken away", () => {
  it("is one line, or a whole profile and nothing of the next", () => {
    expect(changed(unsetKey(text, [...profile, "strategy"]))).toEqual(['-strategy = "concurrent_limited"']);
    const after = unsetKey(text, ["tool", "imageworks", "deployment_profiles", "development"]);
    expect(after).not.toContain("development");
    expect(after).toContain("# What follows belongs to others.");
  });
});

describe("any text", () => {
  it("can be set anywhere, comes back the same, and touches only its own place", () => {
    const paths = scanToml(text).pairs.filter(({ path }) => path[1] === "imageworks");
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.string({ unit: "binary" }), (pair, value) => {
        fc.pre(value.isWellFormed());
        const after = setKey(text, pair.path, value);
        expect(after.startsWith(text.slice(0, pair.value.from))).toBe(true);
        expect(after.endsWith(text.slice(pair.value.to))).toBe(true);
        let here: unknown = parseToml(after, "it");
        for (const part of pair.path) here = (here as Record<string, unknown>)[part];
        expect(here).toBe(value);
      }),
      { numRuns: 300 },
    );
  });
});
