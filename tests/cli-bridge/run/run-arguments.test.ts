import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programOf } from "#cli-bridge/run/program-of.ts";
import { builtKeeper } from "#tests/support/built-keeper.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { fixtureRunner, requestFor, runToEnd } from "./fixture-runner.ts";

const literal = [
  "",
  "-x",
  "--flag=v",
  "--",
  "-",
  "@file",
  "\u2013\u2013dash",
  "\n--x",
  "\u202eevil",
  "$(id)",
  "`id`",
  ";",
  "a b",
  "%PATH%",
  "^&|<>",
  "back\\",
  '"',
  "'",
  "*",
  "~",
  "é🦙",
];

test.each([
  ["built", builtKeeper],
  ["source", undefined],
])("every argument arrives as exactly one literal word (the keeper is %s)", async (_, keeperPath) => {
  const file = join(await temporaryFolder(), "argv.json");
  const { runner } = await fixtureRunner({ keeperPath });
  const words = [...literal, "k".repeat(128 * 1024 - 1)];
  const { record } = await runToEnd(
    runner,
    requestFor("echo-argv", words, { secrets: { ECHO_ARGV_FILE: file } }),
  );
  expect(record.outcome).toMatchObject({ kind: "exited", code: 0 });
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(words);
});

test.each([
  ["a NUL", "a\0b", "bad-input"],
  ["half a character", "a\ud800b", "bad-input"],
  ["more than the system takes", "k".repeat(128 * 1024), "too-large"],
])("an argument with %s is refused before anything is kept", async (_, word, code) => {
  const { runner } = await fixtureRunner();
  await expect(runner.start(requestFor("echo-argv", [word]))).rejects.toMatchObject({
    name: "ConsoleError",
    code,
  });
  expect(await runner.list()).toEqual([]);
});

test.each([
  [undefined, ["modeldeck"], [process.execPath, "/x/own.mjs"], "modeldeck"],
  ["uv run imageworks-download", ["uv", "run", "imageworks-download"], undefined, "imageworks"],
  ["\"/a b/tool\" --x='1 2'", ["/a b/tool", "--x=1 2"], undefined, "modeldeck"],
])("the setting %j names a program, its words and its dialect", (setting, shown, spawn, dialect) => {
  const isOwn = spawn && { isOwn: true };
  const program = { shown, spawn: spawn ?? shown, dialect, ...isOwn };
  expect(programOf(setting, { ownPath: "/x/own.mjs" })).toEqual(program);
});

test("a setting with an open quote is refused", () => {
  expect(() => programOf('uv "run', { ownPath: "" })).toThrow("a quote that is never closed");
});
