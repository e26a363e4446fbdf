import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { loadSettings } from "#lib/state/settings.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

async function makeHome(settings?: string) {
  const user = await temporaryFolder();
  await mkdir(join(user, ".modeldeck"));
  if (settings !== undefined) await writeFile(join(user, ".modeldeck", "settings.json"), settings);
  return { user, env: { NODE_ENV: "test" as const, HOME: user } };
}

test("without a word from anybody the usual places hold", async () => {
  const { user, env } = await makeHome();
  expect(await loadSettings({ env })).toMatchObject({
    home: { value: join(user, ".modeldeck"), from: "default" },
    registryDir: { value: join(user, ".modeldeck", "registry"), from: "default" },
    roots: { value: [], from: "default" },
    program: { value: "modeldeck", from: "default" },
    problems: [],
  });
});

test("the original's folder of weights is the usual root where it exists", async () => {
  const { user, env } = await makeHome();
  const weights = join(user, "ai-models", "weights");
  await mkdir(weights, { recursive: true });
  expect((await loadSettings({ env })).roots).toEqual({ value: [weights], from: "default" });
});

test("an option comes before the environment, and that before settings.json", async () => {
  const { user, env } = await makeHome('{"registryDir": "~/file", "roots": ["~/a", "/b"], "later": 1}');
  const said = await loadSettings({ env });
  expect(said.registryDir).toEqual({ value: join(user, "file"), from: "settings.json" });
  expect(said.roots).toEqual({ value: [join(user, "a"), "/b"], from: "settings.json" });
  const told = { ...env, MODELDECK_REGISTRY_DIR: "/env", MODELDECK_ROOTS: ["/c", "/d"].join(delimiter) };
  expect(await loadSettings({ env: told })).toMatchObject({
    registryDir: { value: "/env", from: "environment" },
    roots: { value: ["/c", "/d"], from: "environment" },
  });
  expect((await loadSettings({ env: told, registryDir: "/opt" })).registryDir).toEqual({
    value: "/opt",
    from: "option",
  });
});

test("an empty variable says nothing", async () => {
  const { env } = await makeHome('{"program": "uv run imageworks-download"}');
  const settings = await loadSettings({ env: { ...env, MODELDECK_CLI: "", MODELDECK_ROOTS: delimiter } });
  expect(settings.program).toEqual({ value: "uv run imageworks-download", from: "settings.json" });
  expect(settings.roots.from).toBe("default");
});

test.each(["{", "[]", "null", '"text"', ""])(
  "settings of %j are reported, and the usual values hold",
  async (text) => {
    const { env } = await makeHome(text);
    const settings = await loadSettings({ env });
    expect(settings.problems).toHaveLength(1);
    expect(settings.wrong).toBe("all");
    expect(settings.roots.from).toBe("default");
  },
);

test("one wrong value does not take the right ones along", async () => {
  const { env } = await makeHome('{"roots": "not a list", "program": "other"}');
  const settings = await loadSettings({ env });
  expect(settings.program).toEqual({ value: "other", from: "settings.json" });
  expect(settings.problems).toMatchObject([{ message: expect.stringContaining("roots") }]);
  expect(settings.wrong).toEqual(["roots"]);
});

test("settings that are a folder are reported as well", async () => {
  const { user, env } = await makeHome();
  await mkdir(join(user, ".modeldeck", "settings.json"));
  expect((await loadSettings({ env })).problems).toMatchObject([{ message: "It cannot be read (EISDIR)." }]);
});
