import { expect, test } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { expectAllDoneAsPlanned, uses } from "./plan-and-deed.ts";

/** What has plans of other things than the entries, or needs something to go back to; shown by tests of its own. */
const elsewhere: readonly string[] = [
  ..."restore-ollama trash-restore trash-empty restore-backup prune-backups undo set-profile".split(" "),
  ..."import-ollama import-hf-cache import-models partials set-config backend-add backend-remove".split(" "),
];

test("every command that changes the registry is tried", () => {
  const changing = commandNames.filter((name) => commandOf(name).lane === "registry");
  expect(changing.filter((name) => !uses[name] && !elsewhere.includes(name))).toEqual([]);
});

test.each(Object.entries(uses))(
  "%s does what its plan says, and is taken back byte for byte",
  { timeout: 60_000 },
  async (name, wordsOf) => expectAllDoneAsPlanned(name, wordsOf, [13, 14]),
);
