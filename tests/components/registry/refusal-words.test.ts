import { expect, test } from "vitest";
import { refusalWords } from "#components/registry/refusal-words.ts";

test("what was refused is named by what was said, once, and not by where the command has it", () => {
  const why = "A role is one word of up to 64 letters.";
  const refusal = {
    code: "bad-input",
    message: `set-roles was not understood. drop.0: ${why}`,
    hint: "Correct the fields named and send it again.",
    issues: ["drop.0", "drop.1", "priority"].map((path) => ({ path, message: why })),
  };
  const { says, hint } = refusalWords(refusal, { drop: ["two words", "two words"] });
  expect(says).toBe(`“two words”: ${why} ${why}`);
  expect(hint).toBeUndefined();
});

test("a refusal of the whole keeps its words and its way out", () => {
  const refusal = { code: "unreachable", message: "The console does not answer.", hint: "Try again." };
  expect(refusalWords(refusal, {})).toEqual({ says: "The console does not answer.", hint: "Try again." });
});
