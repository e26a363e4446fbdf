import { expect, test } from "vitest";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { canChange, plansFirst, toCommandView } from "#components/command/command-view.ts";
import { commandAnswer } from "#lib/server/command-answers.ts";

const verifyOf = (dialect: keyof typeof dialects) =>
  toCommandView(commandAnswer("verify", { dialect: dialects[dialect] }), ["fixMissing", "record"]);

test("a use that changes something is called that, be there a plan of it or not", () => {
  const forgets = { fixMissing: true };
  for (const dialect of ["modeldeck", "imageworks"] as const) {
    expect(canChange(verifyOf(dialect), {})).toBe(false);
    expect(canChange(verifyOf(dialect), forgets)).toBe(true);
  }
  expect(plansFirst(verifyOf("modeldeck"), forgets)).toBe(true);
  expect(plansFirst(verifyOf("imageworks"), forgets)).toBe(false);
});
