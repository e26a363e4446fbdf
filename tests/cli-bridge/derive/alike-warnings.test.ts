import { expect, test } from "vitest";
import { alikeWarnings } from "#cli-bridge/derive/alike-warnings.ts";

const locked = (name: string) => `${name} is locked and stays as it is.`;

test("warnings that say the same of several things are one, with a gap where the name stood", () => {
  expect(alikeWarnings(["llama-3.1-8b", "zeta", "qwen/q4_k_m"].map(locked))).toEqual([
    { says: "… is locked and stays as it is.", of: ["llama-3.1-8b", "zeta", "qwen/q4_k_m"] },
  ]);
  const missing = ["a", "b", "c"].map((name) => `${name}-1 stays: /models/${name} is no whole path.`);
  expect(alikeWarnings(missing)).toEqual([
    {
      says: "… stays: … is no whole path.",
      of: ["a-1, /models/a", "b-1, /models/b", "c-1, /models/c"],
    },
  ]);
});

test("what is alike in all of them stays in the sentence, be it a name", () => {
  const lost = ["a", "b", "c"].map((name) => `${name}: it is not in /stores/ollama-1.`);
  expect(alikeWarnings(lost)[0]?.says).toBe("…: it is not in /stores/ollama-1.");
});

test("two alike, and what is said of one thing only, stand as they are", () => {
  const warnings = [locked("a"), "The role chat loses its model.", locked("b"), "Take care."];
  expect(alikeWarnings(warnings)).toEqual(
    [locked("a"), locked("b"), "The role chat loses its model.", "Take care."].map((says) => ({
      says,
      of: [],
    })),
  );
});

test("what was said several times over is said once", () => {
  expect(alikeWarnings(["It is not there.", "It is not there."])).toEqual([
    { says: "It is not there.", of: [] },
  ]);
});
