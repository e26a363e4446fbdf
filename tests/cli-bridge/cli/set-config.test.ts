import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makePlace, planTold, resultTold } from "./modeldeck.ts";

const token = "hf_abcdefghijklmnopqrstuvw";

test("0.16 a setting is rehearsed, saved on the disk, in force, and set back by its undo", async () => {
  const { folder, run, json } = await makePlace();
  const rehearsed = await run("set-config", "download-rate", "20MB");
  expect(rehearsed).toMatchObject({ code: 0, stderr: "" });
  expect(planTold(rehearsed)).toMatchObject({
    plan: { changed: [{ changes: [{ field: "downloadRate", before: null, after: 20_000_000 }] }] },
  });
  expect(await json("config")).toMatchObject({ downloadRate: { value: 0, from: "default" } });
  const saved = await run("set-config", "download-rate", "20MB", "--apply");
  expect(saved).toMatchObject({ code: 0, stderr: "" });
  expect(resultTold(saved)).toMatchObject({
    result: { undo: { command: "set-config", input: { setting: "download-rate", unset: true } } },
  });
  expect(saved.stdout).toContain("To undo: modeldeck set-config --unset --apply -- download-rate");
  expect(await json("config")).toMatchObject({ downloadRate: { value: 20_000_000, from: "settings.json" } });
  await run("set-config", "--unset", "--apply", "download-rate");
  expect(JSON.parse(await readFile(join(folder, "home", "settings.json"), "utf8"))).toEqual({});
});

test("a token is given in the environment alone, kept for its owner alone, and shown to nobody", async () => {
  const { folder, env, run } = await makePlace();
  const said = await run("set-config", "hub-token", token, "--apply");
  expect(said.code).toBe(2);
  expect(said.stderr).toContain("Set MODELDECK_SETTING_SECRET in the environment.");
  env.MODELDECK_SETTING_SECRET = token;
  const saved = await run("set-config", "hub-token", "--apply");
  expect(saved).toMatchObject({ code: 0, stderr: "" });
  delete env.MODELDECK_SETTING_SECRET;
  const file = join(folder, "home", "settings.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ hubToken: token });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const shown = [saved, await run("config"), await run("config", "--json")];
  expect(JSON.stringify([said, ...shown])).not.toContain(token.slice(3, 20));
  expect(shown.at(-1)?.stdout).toContain('"hf_\\u2026tuvw"');
});

test("an address with a password in it is a secret", async () => {
  const { env, run, json } = await makePlace();
  expect((await run("set-config", "proxy", "http://ann:word@proxy:3128", "--apply")).code).toBe(2);
  env.MODELDECK_SETTING_SECRET = "http://ann:word@proxy:3128";
  expect((await run("set-config", "proxy", "--apply")).code).toBe(0);
  expect(await json("config")).toMatchObject({ proxy: { value: "http://ann:***@proxy:3128" } });
  env.HTTPS_PROXY = "http://token-as-a-name@proxy:3128";
  expect(await json("config")).toMatchObject({ proxy: { value: "http://***@proxy:3128" } });
});

test("what the environment overrules, and where a token will go, is said before", async () => {
  const { env, run } = await makePlace();
  env.HF_ENDPOINT = "https://one.example";
  env.HF_TOKEN = token;
  const said = await run("set-config", "hub-endpoint", "https://two.example");
  expect(planTold(said)).toMatchObject({
    plan: {
      warnings: [
        "The environment says another hub-endpoint, and while it does, that holds.",
        "The token hf_…tuvw will be sent to https://two.example.",
      ],
    },
  });
});

test("a login of the hub's own programs is said to go to another hub as well, in the clear or not", async () => {
  const { folder, env, run } = await makePlace();
  env.HF_HOME = folder;
  delete env.HF_ENDPOINT;
  await writeFile(join(folder, "token"), `${token}\n`);
  const said = await run("set-config", "hub-endpoint", "http://two.example");
  expect(planTold(said)).toMatchObject({
    plan: {
      warnings: ["The token hf_…tuvw will be sent to http://two.example, and anyone on the way can read it."],
    },
  });
});

test("a setting that cannot hold is told with all the others", async () => {
  const { env, run } = await makePlace();
  env.HF_ENDPOINT = "mirror.example";
  const said = await run("config");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("Registry");
  expect(said.stderr).toContain("mirror.example is no address of a hub.");
});

test.each([
  [["set-config", "download-rate"], "Say what download-rate is to be, or --unset, and not both."],
  [["set-config", "download-rate", "1MB", "--unset"], "and not both"],
  [["set-config", "download-rate", "fast"], "fast is no value for download-rate."],
  [["set-config", "program", "rm"], "hub-endpoint"],
])("%j is refused", async (words, says) => {
  const { run } = await makePlace();
  const said = await run(...words);
  expect(said.code).toBe(2);
  expect(said.stderr).toContain(says);
});

test("quiet hours that begin when they end are none", async () => {
  const { run } = await makePlace();
  const said = await run("set-config", "quiet-hours", "10:00-10:00");
  expect(said).toMatchObject({ code: 2, stderr: expect.stringContaining("which is never") });
});

test("a file of certificates is saved only where it holds some", async () => {
  const { folder, run, json } = await makePlace();
  const empty = join(folder, "empty.pem");
  await writeFile(empty, "nothing");
  for (const [path, why] of [
    [join(folder, "nowhere.pem"), "cannot be read"],
    [empty, "holds no certificate"],
  ] as const) {
    const said = await run("set-config", "ca-file", path, "--apply");
    expect(said).toMatchObject({ code: 2, stderr: expect.stringContaining(`${path} ${why}`) });
  }
  expect(await json("config")).toMatchObject({ caFile: { from: "default" } });
});
