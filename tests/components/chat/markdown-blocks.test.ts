import { expect, test } from "vitest";
import { isReadable } from "#components/chat/is-readable.ts";
import { toBlocks } from "#components/chat/markdown-blocks.ts";

const proseIn = (text: string) => toBlocks(text).map((block) => block.text);

test("paragraphs are blocks of their own, and empty lines are none", () => {
  expect(proseIn("One\ntwo.\n\n\nThree.\n")).toEqual(["One\ntwo.", "Three."]);
  expect(toBlocks("")).toEqual([]);
  expect(toBlocks(" \n\n")).toEqual([]);
});

test("code in fences keeps its empty lines, and its language is told", () => {
  const text = "Look:\n```ts\nconst a = 1;\n\n# no heading\n```\nThere.";
  expect(toBlocks(text)).toEqual([
    { kind: "prose", text: "Look:" },
    { kind: "code", language: "ts", text: "const a = 1;\n\n# no heading" },
    { kind: "prose", text: "There." },
  ]);
});

test("a fence that is still open is code, and one of another kind does not close it", () => {
  expect(toBlocks("~~~\n```\nstill")).toEqual([{ kind: "code", language: "", text: "```\nstill" }]);
  expect(toBlocks("````md\n```\ninner\n```\n````")).toEqual([
    { kind: "code", language: "md", text: "```\ninner\n```" },
  ]);
});

test("backticks after a mark of backticks are no fence, and after one of tildes they are its language", () => {
  expect(toBlocks("``` a `b`")).toEqual([{ kind: "prose", text: "``` a `b`" }]);
  expect(toBlocks("~~~ a`b c\nx")).toEqual([{ kind: "code", language: "a`b", text: "x" }]);
});

test.each([
  ["tildes that end in a backtick", `${"~".repeat(1_000_000)}\``],
  ["a mark, letters and a backtick", `\`\`\`${"a".repeat(1_000_000)}\``],
  ["items behind a gap", `- a${"\n".repeat(500_000)}${"- a\n\n".repeat(10_000)}`],
  ["a fence and lines with a margin", `   ~~~\n${"   x\n".repeat(50_000)}`],
])("each letter is looked at a few times only: %s", (_, text) => {
  expect(toBlocks(text).length).toBeGreaterThan(0);
});

test.each([
  ["paragraphs without number", "a\n\n".repeat(100_000)],
  ["fences without number", "```\n```\n".repeat(100_000)],
  ["much to read", `${"*a* ".repeat(500)}\n\n`.repeat(400)],
])("what is left of an answer without end is one block, too long to be read: %s", (_, text) => {
  const blocks = toBlocks(text);
  expect(blocks.length).toBeLessThan(1_002);
  expect(isReadable(blocks.at(-1)?.text ?? "")).toBe(false);
  expect(blocks.slice(0, -1).reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(205_000);
});

test("what is indented belongs to what stands before it, and so do the next items of a list", () => {
  expect(proseIn("1. one\n\n   more of it\n\n2. two\n\nEnd.")).toEqual([
    "1. one\n\n   more of it\n\n2. two",
    "End.",
  ]);
});

test("a list without an end is cut between two of its items", () => {
  const list = Array.from({ length: 400 }, (_, place) => `${place + 1}. an item of some length`).join("\n\n");
  const blocks = proseIn(list);
  expect(blocks.length).toBeGreaterThan(1);
  expect(blocks.join("\n\n")).toBe(list);
});

test("while a text grows, all blocks but the last stay as they are", () => {
  const text =
    "# A\n\nSome *words*\n\n- a\n\n- b\n\n```js\nx\n\ny\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd";
  const whole = toBlocks(text);
  for (let end = 0; end < text.length; end += 1) {
    const sofar = toBlocks(text.slice(0, end));
    expect(whole.slice(0, Math.max(0, sofar.length - 1))).toEqual(sofar.slice(0, -1));
  }
});
