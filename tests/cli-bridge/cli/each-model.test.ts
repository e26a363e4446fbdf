import { expect, test } from "vitest";
import { eachModel } from "#cli-bridge/cli/each-model.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

test("what was not begun in a chain says so, and offers nothing of the one that failed", async () => {
  const session = { print: { line: () => {} } };
  const work = async () => {
    throw new ConsoleError("failed", "It is stuck.", { hint: "Unload it there." });
  };
  expect(await eachModel(["first", "second"], work, { session, isChain: true })).toEqual([
    { model: "first", state: "failed", says: "It is stuck.", hint: "Unload it there." },
    { model: "second", state: "failed", says: "Not begun, since first failed." },
  ]);
});
