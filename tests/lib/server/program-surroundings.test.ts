import { expect, it } from "vitest";
import { programIn, surroundingsOf } from "#lib/server/program-surroundings.ts";
import { loadSettings } from "#lib/state/settings.ts";

const none = { NODE_ENV: "test" } as const;
const settingsWith = (env: Record<string, string>) =>
  loadSettings({ env: { ...none, HOME: "/nowhere", ...env } });

it.each([
  [{}, "modeldeck"],
  [{ MODELDECK_CLI: "uv run imageworks-download" }, "imageworks"],
  [{ MODELDECK_CLI: "/opt/wrapper", MODELDECK_DIALECT: "imageworks" }, "imageworks"],
  [{ MODELDECK_CLI: "imageworks-download", MODELDECK_DIALECT: "modeldeck" }, "modeldeck"],
  [{ MODELDECK_CLI: "/opt/wrapper", MODELDECK_DIALECT: "klingon" }, "modeldeck"],
])("speaks to the program of %j in %s", async (env, dialect) => {
  expect(programIn(await settingsWith(env)).dialect).toBe(dialect);
});

it("leads the original program to the registry that the pages show, whichever way it looks for it", () => {
  const { env, cwd } = surroundingsOf("imageworks", { env: none, dir: "/srv/imageworks/configs" });
  expect(env).toMatchObject({ IMAGEWORKS_REGISTRY_DIR: "/srv/imageworks/configs" });
  expect(cwd).toBe("/srv/imageworks");
  expect(surroundingsOf("imageworks", { env: none, dir: "/srv/registry" }).cwd).toBe(process.cwd());
});
