import { describe, expect, it, test } from "vitest";
import { faultIn, hintOf, reasonOf } from "#components/run/fault-words.ts";

test("a fault is told in the words of the program", () => {
  expect(faultIn("Resolving\n\u001b[31merror: No space is left.\u001b[0m\nhint: Free some.\n")).toBe(
    "No space is left.",
  );
  expect(faultIn("only this\n\n")).toBe("only this");
  expect(faultIn("")).toBeUndefined();
});

describe("how a run ended, where its lines are not seen", () => {
  const ending = { endedAt: "2026-11-20T10:00:00.000Z", durationMs: 1 };
  const said = [{ at: 0, line: 1, stream: "err" as const, text: "error: Variant not found: tiny" }];

  it("is said in the words of the program that failed", () => {
    expect(reasonOf({ kind: "exited", code: 1, ...ending }, said)).toBe("Variant not found: tiny");
  });

  it("is that nothing was printed only where that is so", () => {
    expect(reasonOf({ kind: "exited", code: 1, ...ending }, [])).toMatch("printed nothing");
  });

  it("is the outcome's own word where there is one", () => {
    const result = { summary: "3 entries have lost their files." };
    expect(reasonOf({ kind: "exited", code: 1, result, ...ending }, said)).toBe(result.summary);
    expect(reasonOf({ kind: "cancelled", ...ending }, said)).toMatch(/^It was cancelled/);
  });
});

test("the way out is what the program says last of it", () => {
  const lines = ["error: it can only be read.", "hint: Update Modeldeck."].map((text, at) => ({
    ...{ at: 0, line: at + 1, stream: "err" as const, text },
  }));
  expect(hintOf(lines)).toBe("Update Modeldeck.");
  expect(hintOf(lines.slice(0, 1))).toBeUndefined();
});
