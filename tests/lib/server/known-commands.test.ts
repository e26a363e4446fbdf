import { copyFile, mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { CommandName } from "#cli-bridge/catalogue/index.ts";
import type { Control } from "#cli-bridge/derive/controls.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { commandAnswers, guardAvailable } from "#lib/server/command-answers.ts";
import { makeKnownCommands } from "#lib/server/known-commands.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const fixture = fileURLToPath(new URL("../../fixtures/tells-commands.mjs", import.meta.url));

async function known(env: Record<string, string> = {}) {
  const cwd = await temporaryFolder();
  const path = join(cwd, "imageworks-download.mjs");
  await copyFile(fixture, path);
  const words = [process.execPath, path];
  const program = { shown: words, spawn: words, dialect: "imageworks" as const };
  return { cwd, path, words, knows: makeKnownCommands({ program, env: { ...process.env, ...env }, cwd }) };
}

test("commands that the program lacks are disabled with the reason, and cannot be started", async () => {
  const { words, knows } = await known();
  await knows.asked();
  const availing = { dialect: dialects.imageworks, known: knows };
  const answers = new Map(commandAnswers(availing).map(({ name, disabled }) => [name, disabled]));
  expect(answers.get("list")).toBeUndefined();
  expect(answers.get("refresh-architecture")).toBeUndefined();
  expect(answers.get("purge-tests")).toBe(`${words.join(" ")} has no command purge-tests.`);
  expect(answers.get("rebuild")).toBe("imageworks has no command rebuild.");
  expect(() => guardAvailable("purge-tests", availing)).toThrow("has no command purge-tests");
});

test("a rehearsal is offered only where the program knows one", () => {
  const offered = (dialect: keyof typeof dialects) =>
    commandAnswers({ dialect: dialects[dialect] })
      .filter(({ rehearsal, apply }) => rehearsal !== undefined && apply !== undefined)
      .map(({ name }) => name);
  expect(offered("modeldeck")).toEqual(expect.arrayContaining(["remove", "verify", "purge-hf"]));
  expect(offered("imageworks")).toContain("purge-hf");
  for (const name of ["remove", "verify"]) expect(offered("imageworks")).not.toContain(name);
});

test("the fields that are disabled with the reason are just those that the program is refused with", () => {
  const dialect = dialects.imageworks;
  const answers = commandAnswers({ dialect }).filter(({ disabled }) => disabled === undefined);
  const fields = answers.flatMap(({ name, controls }) =>
    (controls as Control[]).map((control) => ({ name: name as CommandName, control })),
  );
  for (const { name, control } of fields) {
    const input = { [control.name]: control.draws === "switch" ? true : "said" };
    const say = () => toInvocation(name, input, dialect, ["program"]);
    if (control.disabled === undefined) expect(say).not.toThrow();
    else expect(say).toThrow(/does not know|cannot rehearse/);
  }
  const off = fields.filter(({ control }) => control.disabled !== undefined);
  expect(off.map(({ name, control }) => `${name} ${control.name}`)).toContain("purge-deprecated backup");
  expect(off[0]?.control.disabled).toMatch(/^imageworks does not know --[a-z-]+\.$/);
  const ours = commandAnswers({ dialect: dialects.modeldeck }).flatMap(
    ({ controls }) => controls as Control[],
  );
  expect(ours.filter(({ disabled }) => disabled !== undefined)).toEqual([]);
});

test("nobody waits for a slow program; until it has answered it counts as knowing everything", async () => {
  const { knows } = await known({ MODELDECK_TEST_WAIT: "60000" });
  expect(knows.missing("purge-tests")).toBeUndefined();
  knows.close();
  await knows.asked();
  expect(knows.missing("purge-tests")).toBeUndefined();
});

test("a program that was replaced is asked again", async () => {
  const { path, knows } = await known();
  await knows.asked();
  expect(knows.missing("purge-tests")).toBeDefined();
  await writeFile(path, 'console.log("Commands:\\n  purge-tests  Purge\\n");');
  await utimes(path, new Date(), new Date(Date.now() + 10_000));
  await knows.asked();
  expect(knows.missing("purge-tests")).toBeUndefined();
  expect(knows.missing("list")).toBeDefined();
});

test("the importer of Ollama's models is a script, and is looked for where the program runs", async () => {
  const { cwd, knows } = await known();
  expect(knows.missing("import-ollama")).toContain("scripts/import_ollama_models.py is not in");
  await mkdir(join(cwd, "scripts"));
  await writeFile(join(cwd, "scripts", "import_ollama_models.py"), "");
  expect(knows.missing("import-ollama")).toBeUndefined();
  await knows.asked();
});

test("our own program is never asked", async () => {
  const program = { shown: ["modeldeck"], spawn: ["/nowhere"], dialect: "modeldeck" as const };
  const knows = makeKnownCommands({ program, env: process.env, cwd: "/" });
  await knows.asked();
  expect(knows.missing("list")).toBeUndefined();
});
