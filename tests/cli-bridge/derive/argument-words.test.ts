import { expect, test } from "vitest";
import { joinWords, splitWords } from "#cli-bridge/derive/argument-words.ts";

test.each<[string, string[]]>([
  ["--max-model-len 8192", ["--max-model-len", "8192"]],
  ["--a 1\n\n  --b=2\t--c\r\n", ["--a", "1", "--b=2", "--c"]],
  [`--limit '{"image": 4}'`, ["--limit", '{"image": 4}']],
  [`"two words" 'it''s' it\\'s ""`, ["two words", "its", "it's", ""]],
  [`"a \\"b\\" \\n"`, ['a "b" \\n']],
  ["--long \\\n value", ["--long", "value"]],
  ["", []],
])("%j is understood as a shell would", (text, words) => {
  expect(splitWords(text)).toEqual({ words });
});

test("a quote that is never closed is told with its line", () => {
  expect(splitWords(`--a 1\n--b "two`).problem).toBe('The " in line 2 is never closed.');
});

test.each([
  [["--max-model-len", "8192", "--enforce-eager", "--top", "-1", "plain"]],
  [["--json", '{"a": "b\'s"}', "", "--glued 8", "--x=1", "-", "C:\\models"]],
])("words written out one option a line are the same words when they are read", (words) => {
  expect(splitWords(joinWords(words)).words).toEqual(words);
});

test("an option stands in one line with its value", () => {
  expect(joinWords(["--a", "1", "--b", "--c=2", "--d", "-1"])).toBe("--a 1\n--b\n--c=2\n--d -1");
});
