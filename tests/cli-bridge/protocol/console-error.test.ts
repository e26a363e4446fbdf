import { expect, it } from "vitest";
import { refusals } from "#cli-bridge/protocol/console-error.ts";

it("never blames the console for what was asked of it: no refusal is a plain 500", () => {
  for (const { status, exit } of Object.values(refusals)) {
    expect(status).not.toBe(500);
    expect([1, 2]).toContain(exit);
  }
});
