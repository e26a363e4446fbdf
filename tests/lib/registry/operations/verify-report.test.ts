import { expect, test } from "vitest";
import type { EntryCheck, EntryState } from "#lib/registry/operations/entry-check.ts";
import { summaryOf } from "#lib/registry/operations/verify-report.ts";

const checked = (...states: EntryState[]): EntryCheck[] =>
  states.map((state, at) => ({ name: `model ${at}`, state, says: "" }));

test("what Ollama keeps is not counted as checked, and it is said that nobody looked", () => {
  expect(summaryOf(checked("valid", "valid", "kept by Ollama", "kept by Ollama"))).toBe(
    "2 models checked, nothing wrong; 2 are kept by Ollama and were not looked at.",
  );
  expect(summaryOf(checked("missing", "valid", "kept by Ollama"))).toBe(
    "1 of 2 models needs attention; 1 is kept by Ollama and was not looked at.",
  );
  expect(summaryOf(checked("kept by Ollama"))).toBe("1 model is kept by Ollama and was not looked at.");
  expect(summaryOf(checked("valid"))).toBe("1 model checked, nothing wrong.");
});
