import { expect, test } from "vitest";
import { canonicalJson } from "#lib/registry/canonical-json.ts";

test("equal values give equal text, in whatever order their keys stand", () => {
  const one = { b: [{ y: 1, x: null }, "ä\u2028"], a: { d: true, c: undefined }, 10: 0, 9: 0 };
  const other = { 9: 0, a: { d: true }, 10: 0, b: [{ x: null, y: 1 }, "ä\u2028"] };
  expect(canonicalJson(one)).toBe(canonicalJson(other));
  expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(JSON.stringify(one)));
});

test("a key that means something to the language is a key like any other", () => {
  const hostile = JSON.parse('{"__proto__":{"z":1},"a":{"constructor":1,"__proto__":2}}');
  expect(canonicalJson(hostile)).toBe('{"__proto__":{"z":1},"a":{"__proto__":2,"constructor":1}}');
});
