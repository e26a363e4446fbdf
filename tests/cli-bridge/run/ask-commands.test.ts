import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askCommands, commandsIn } from "#cli-bridge/run/ask-commands.ts";

const fixture = (name: string) => [
  process.execPath,
  fileURLToPath(new URL(`../../fixtures/${name}.mjs`, import.meta.url)),
];
const asking = { env: process.env, cwd: process.cwd() };

test("a program's help names its commands, and nothing else of it is taken for one", async () => {
  const commands = await askCommands(fixture("tells-commands"), asking);
  expect([...(commands ?? [])]).toEqual(["list", "stats", "migrate-architecture"]);
});

test("help without a frame is understood too", () => {
  const help =
    "Usage: tool [OPTIONS] COMMAND\n\nOptions:\n  --help  Show this.\n\nCommands:\n  list   List\n         more\n  purge-hf\n\nNotes:\n  never  is none\n";
  expect([...commandsIn(help)]).toEqual(["list", "purge-hf"]);
});

test.each([
  ["fails", "fails"],
  ["names nothing", "exits-at-once"],
])("a program that %s is not known", async (_what, name) => {
  expect(await askCommands(fixture(name), asking)).toBeUndefined();
});

test("a program that is not there, or that never ends, is not waited for", async () => {
  expect(await askCommands(["/nowhere/at/all"], asking)).toBeUndefined();
  expect(await askCommands(fixture("forever"), { ...asking, limitMs: 300 })).toBeUndefined();
  const signal = AbortSignal.timeout(50);
  expect(await askCommands(fixture("ignores-sigterm"), { ...asking, signal })).toBeUndefined();
});

test("a program that floods its help is ended", async () => {
  expect(await askCommands(fixture("floods"), asking)).toBeUndefined();
});
