import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandNames } from "#cli-bridge/catalogue/index.ts";
import { handlers } from "#cli-bridge/cli/handlers/index.ts";
import { entryAt, makePlace, program } from "./modeldeck.ts";

test("every command has a handler, and there are no others", () => {
  expect(Object.keys(handlers).toSorted()).toEqual(commandNames.toSorted());
});

test("help, versions and completion need no registry and end well", async () => {
  const { run } = await makePlace();
  for (const words of [
    ["--help"],
    ["help", "remove"],
    ["remove", "tiny", "-h"],
    ["trash", "list", "--help"],
  ]) {
    const said = await run(...words);
    expect(said).toMatchObject({ code: 0, stderr: "" });
    expect(said.stdout).toContain("Usage: modeldeck");
  }
  expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await run("completion", "bash")).stdout).toContain("complete -F");
});

test("completion is installed by whoever owns the shell, and how is said", async () => {
  const { run, env } = await makePlace();
  env.SHELL = "/usr/bin/zsh";
  const [own, said] = [await run("--install-completion"), await run("--install-completion", "bash")];
  expect(own).toMatchObject({ code: 1, stdout: "" });
  expect(own.stderr).toContain(
    'Put this line there yourself: eval "$(modeldeck completion zsh)" in ~/.zshrc',
  );
  expect(said.stderr).toContain('eval "$(modeldeck completion bash)" in ~/.bashrc');
});

test("without a command the help is shown, and that is a misuse", async () => {
  const { run } = await makePlace();
  expect(await run()).toMatchObject({ code: 2, stdout: expect.stringContaining("Usage: modeldeck COMMAND") });
});

test.each<[string[], number, string]>([
  [["lst"], 2, "error: There is no command lst.\nhint: Did you mean list? See modeldeck --help.\n"],
  [["list", "--nope"], 2, "error: list has no option --nope."],
  [
    ["remove"],
    2,
    "error: remove was not understood. NAME: Give a model.\nhint: See modeldeck remove --help.",
  ],
  [
    ["set-meta", "--display-name=a\u0007b", "--", "a"],
    2,
    "not understood. --display-name: Leave out line breaks",
  ],
  [["set-roles", "--roles=", "--", "a"], 2, "not understood. --roles: Give at least one"],
  [["scan", "--dry-run", "--apply"], 2, "Choose either a rehearsal or the deed"],
  [["serve", "--port=70000"], 2, "Use 65535 or less."],
  [["download", "--", "a b/c"], 2, "a b/c"],
  [["remove", "nope"], 1, "error: Variant not found: nope"],
  [["verify", "nope"], 1, "error: Variant not found: nope"],
])("%j ends with code %i and says why on stderr", async (words, code, message) => {
  const { run } = await makePlace();
  const said = await run(...words);
  expect(said).toMatchObject({ code, stdout: "" });
  expect(said.stderr).toContain(message);
});

test("with --json a refusal is a document as well", async () => {
  const { run } = await makePlace();
  const said = await run("remove", "nope", "--json");
  expect(said.code).toBe(1);
  expect(JSON.parse(said.stdout)).toMatchObject({ error: { code: "not-found" } });
});

test("with --json even what needs no command is a document", async () => {
  const { json } = await makePlace();
  expect(await json("--version")).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  expect(await json("help", "remove")).toEqual({ help: expect.stringContaining("Usage: modeldeck remove") });
  expect(await json("completion", "bash")).toEqual({ completion: expect.stringContaining("complete -F") });
});

test("a reader that has seen enough ends nothing badly", async () => {
  const place = await makePlace(
    Array.from({ length: 3000 }, (_, at) => entryAt(`m-${at}`, `/nowhere/${at}`)),
  );
  const child = spawn(process.execPath, [program, "list"], {
    env: place.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.once("data", () => child.stdout.destroy());
  let stderr = "";
  child.stderr.on("data", (bytes) => {
    stderr += bytes;
  });
  const [code] = await once(child, "close");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("the settings in force are told with where each comes from", async () => {
  const place = await makePlace();
  delete place.env.HF_ENDPOINT;
  await writeFile(
    join(place.env.MODELDECK_HOME ?? "", "settings.json"),
    '{"hubEndpoint": "https://hub.test"}',
  );
  expect(await place.json("config", "--registry-dir", join(place.folder, "other"))).toMatchObject({
    home: { from: "environment" },
    registryDir: { value: join(place.folder, "other"), from: "option" },
    roots: { value: [place.root], from: "environment" },
    hubEndpoint: { value: "https://hub.test", from: "settings.json" },
    program: { value: "modeldeck", from: "default" },
  });
});

test("broken settings are reported and stop nothing", async () => {
  const place = await makePlace([entryAt("a", "/nowhere/a")]);
  await writeFile(join(place.env.MODELDECK_HOME ?? "", "settings.json"), "{");
  const said = await place.run("list");
  expect(said.code).toBe(0);
  expect(said.stdout).toContain("a");
  expect(said.stderr).toContain("settings.json: It is not JSON");
});
