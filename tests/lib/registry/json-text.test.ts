import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOfFault } from "#lib/registry/json-fault.ts";
import { readJsonText } from "#lib/registry/json-text.ts";

const whyOf = (text: string) => {
  const reading = readJsonText(Buffer.from(text));
  return reading.ok ? undefined : reading.why;
};

test.each([
  ["", "it is empty"],
  ['[\n  {"name": "a", "backe', "it is not JSON: it breaks off at line 2, column 23"],
  ['[\n  {"name": "a"}\n', "it is not JSON: it breaks off at line 3, column 1"],
  ['[\n  {"name": "a"},\n]', "it is not JSON at line 3, column 1"],
  ['[\n  {"name": "a",}\n]', "it is not JSON at line 2, column 16"],
  ["[\n  {'name': 1}\n]", "it is not JSON at line 2, column 4"],
  ['[\r\n  {"name" "a"}\r\n]', "it is not JSON at line 2, column 11"],
  ['[{"a": None}]', "it is not JSON at line 1, column 8"],
  ['[{"a": 1}] // why', "it is not JSON at line 1, column 12"],
  ['["a\nb"]', "it is not JSON at line 1, column 2"],
  ["[1}", "it is not JSON at line 1, column 3"],
  ['[{"a": NaN, "b": nan}]', "it is not JSON at line 1, column 18"],
])("a text that is no JSON says where: %j", (text, why) => {
  expect(whyOf(text)).toBe(why);
});

test("a place is found in just the texts that JSON.parse refuses", () => {
  const cut = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "}", '"', "x", "\\", "0"));
  fc.assert(
    fc.property(cut, ([json, at, put]) => {
      const text = json.slice(0, at % (json.length + 1)) + put + json.slice((at % (json.length + 1)) + 1);
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(placeOfFault(text) === undefined).toBe(isJson);
    }),
    { numRuns: 2000 },
  );
});
