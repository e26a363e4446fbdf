import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askProgram } from "#cli-bridge/run/ask-program.ts";

const fixture = (name: string) => [
  process.execPath,
  fileURLToPath(new URL(`../../fixtures/${name}.mjs`, import.meta.url)),
];
const asking = { env: process.env, limitMs: 30_000 };

test("a program's answer is what it printed", async () => {
  const answer = await askProgram([...fixture("tells-commands"), "--help"], asking);
  expect(answer).toEqual({ text: expect.stringContaining("migrate-architecture") });
});

test.each([
  ["is not there", ["/nowhere/at/all"], "missing"],
  ["fails", fixture("fails"), "failed"],
  ["floods", fixture("floods"), "silent"],
])("a program that %s has no answer", async (_, argv, problem) => {
  expect(await askProgram(argv, asking)).toEqual({ problem });
});

test("a program that never ends is not waited for", async () => {
  expect(await askProgram(fixture("forever"), { ...asking, limitMs: 300 })).toEqual({ problem: "silent" });
});
