import { expect, it } from "vitest";
import { z } from "zod";
import { plainIssues } from "#lib/server/plain-issues.ts";

const schema = z.strictObject({
  name: z.string().max(3),
  count: z.number().min(1).optional(),
  sort: z.enum(["name", "size"]).optional(),
  own: z.string().regex(/^a/, "Begin with an a.").optional(),
});

it.each([
  [{}, "name", "It is missing."],
  [{ name: 1 }, "name", "Give text."],
  [{ name: "abcd" }, "name", "Use at most 3 characters."],
  [{ name: "a", count: 0 }, "count", "Use 1 or more."],
  [{ name: "a", sort: "age" }, "sort", "Choose from name, size."],
  [{ name: "a", own: "b" }, "own", "Begin with an a."],
  [{ name: "a", colour: "red" }, "colour", "There is no field of this name."],
])("says of %j what is wrong in plain words", (value, path, message) => {
  const parsed = schema.safeParse(value);
  expect(parsed.success ? [] : plainIssues(parsed.error)).toEqual([{ path, message }]);
});
