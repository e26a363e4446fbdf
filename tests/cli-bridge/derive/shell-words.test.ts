import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCurl, toPowerShell, toShell } from "#cli-bridge/derive/shell-words.ts";

/** What sh makes of a line: each word followed by NUL. */
const readBySh = (line: string) =>
  execFileSync("sh", ["-c", `set -- ${line}; [ $# -eq 0 ] || printf '%s\\0' "$@"`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

const hostile = [
  "$(id)",
  "`id`",
  ";",
  "a b",
  "'",
  '"',
  "\\",
  "%PATH%",
  "^&",
  "*",
  "~",
  "#",
  "",
  "!",
  "é",
  "a\tb",
  "--x=y",
  "qwen (AWQ)",
];

describe("a previewed line", () => {
  it("is read by a shell as exactly the words that run", () => {
    expect(readBySh(toShell(hostile))).toEqual(hostile);
  });

  it("is so for any words", () => {
    const word = fc
      .string({ unit: "binary", maxLength: 12 })
      .filter((text) => text.isWellFormed() && !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        expect(readBySh(toShell(words))).toEqual(words);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [["modeldeck", "list"], "modeldeck list"],
    [["modeldeck", "remove", "--", "qwen (AWQ)"], "modeldeck remove -- 'qwen (AWQ)'"],
    [["modeldeck", "it's"], "modeldeck 'it'\\''s'"],
  ])("quotes only what needs it: %j", (argv, line) => {
    expect(toShell(argv)).toBe(line);
  });

  it("names secrets and never shows them", () => {
    expect(toShell(["modeldeck", "list"], ["HF_TOKEN"])).toBe("HF_TOKEN=… modeldeck list");
    expect(toPowerShell(["modeldeck", "list"], ["HF_TOKEN"])).toBe("$env:HF_TOKEN='…'; modeldeck list");
  });

  it("is spelled for PowerShell, where `--` stays and a quote is doubled", () => {
    expect(toPowerShell(["modeldeck", "--", "it's (b)"])).toBe("modeldeck -- 'it''s (b)'");
    expect(toPowerShell(["C:\\my tools\\m.exe", "list"])).toBe("& 'C:\\my tools\\m.exe' list");
  });

  it("is spelled as a request with its body quoted", () => {
    expect(toCurl("http://127.0.0.1:4141", { command: "remove", input: { name: "it's" } })).toContain(
      `'{"command":"remove","input":{"name":"it'\\''s"}}'`,
    );
  });
});
