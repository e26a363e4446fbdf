import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import { completionFor, shells } from "#cli-bridge/derive/completion.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

test.each(shells)("the script for %s knows every command and its options", (shell) => {
  const script = completionFor(shell);
  for (const name of commandNames) for (const word of commandOf(name).path) expect(script).toContain(word);
  expect(script).toContain("delete-files");
});

test("a shell that is not known is refused with those that are", () => {
  expect(() => completionFor("tcsh")).toThrow("no completion for tcsh");
});

describe("in bash", () => {
  async function offered(...words: string[]): Promise<string[]> {
    const folder = await temporaryFolder();
    const script = join(folder, "completion.bash");
    await writeFile(script, completionFor("bash"));
    const ask = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _modeldeck; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const options = { encoding: "utf8", cwd: folder } as const;
    return execFileSync("bash", ["--norc", "-c", ask, script, "modeldeck", ...words], options)
      .split("\n")
      .filter(Boolean);
  }

  test("the first word is a command", async () => {
    expect(await offered("li")).toEqual(["list", "list-roles"]);
    expect(await offered("trash", "")).toEqual(["list", "restore", "empty"]);
  });

  test("after a command come its options", async () => {
    expect(await offered("remove", "tiny", "--p")).toEqual(["--purge", "--plan"]);
    expect(await offered("trash", "empty", "--o")).toEqual(["--older-than-days", "--older-than"]);
  });

  test("an option of few words offers them", async () => {
    expect(await offered("download", "--format", "g")).toEqual(["gguf", "gptq"]);
  });
});
