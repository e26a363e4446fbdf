import { expect, test } from "vitest";
import { faultIn } from "#components/run/fault-words.ts";

test("a fault is told in the words of the program", () => {
  expect(faultIn("Resolving\n\u001b[31merror: No space is left.\u001b[0m\nhint: Free some.\n")).toBe(
    "No space is left.",
  );
  expect(faultIn("only this\n\n")).toBe("only this");
  expect(faultIn("")).toBeUndefined();
});
