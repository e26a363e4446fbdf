import { expect, test } from "vitest";
import { isReadable } from "#components/chat/is-readable.ts";

test.each([
  ["quotes in quotes", ">".repeat(19_000)],
  ["quotes apart", "> ".repeat(9_000)],
  ["lists in lists", "- ".repeat(9_000)],
  ["numbered lists in lists", "1. ".repeat(6_000)],
  [
    "lists in lists by their margin",
    Array.from({ length: 140 }, (_, level) => `${" ".repeat(2 * level)}- a`).join("\n"),
  ],
  ["stars around stars", `${"**".repeat(4_950)}a${"**".repeat(4_950)}`],
  ["emphasis in emphasis", `${"*a _b ".repeat(1_000)}${"c_ d* ".repeat(1_000)}`],
  ["images in images", `${"![a ".repeat(2_000)}${"](b)".repeat(2_000)}`],
  ["a hundred columns", `${"|a".repeat(100)}|\n${"|-".repeat(100)}|\n${"|\n".repeat(9_000)}`],
  ["nothing but short lines", "- a\n".repeat(3_000)],
  ["more letters than a block has", "a ".repeat(10_001)],
])("a block is not read that would hold up the page: %s", (_, text) => {
  expect(isReadable(text)).toBe(false);
});

test.each([
  ["a long paragraph", "Some words of a usual sentence, with a **bold** one and so on. ".repeat(150)],
  [
    "a long list",
    "- **An item**: some words of it that say something about `it`, and a bit more.\n".repeat(150),
  ],
  [
    "a table",
    `${"| name ".repeat(8)}|\n${"|------".repeat(8)}|\n${`${"| some words here ".repeat(8)}|\n`.repeat(60)}`,
  ],
  ["a line across", "-".repeat(80)],
  ["a list of six levels", Array.from({ length: 6 }, (_, level) => `${" ".repeat(4 * level)}- a`).join("\n")],
  ["a quote of a quote", "> > > - 1. a\n> b"],
])("a block is read that somebody would write: %s", (_, text) => {
  expect(isReadable(text)).toBe(true);
});
