import { lstat, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandOf } from "#cli-bridge/catalogue/index.ts";
import { planSetting, saveSetting } from "#lib/state/saved-settings/save-setting.ts";
import { parseSetting, type SettableName, settable } from "#lib/state/saved-settings/settable.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

async function settingsFile(text?: string) {
  const file = join(await temporaryFolder(), "settings.json");
  if (text !== undefined) await writeFile(file, text);
  return file;
}

const change = (file: string, name: SettableName, value: string | number | undefined) => ({
  ...{ file, name, value, warnings: [] },
});

describe("the settings that a command may change", () => {
  it("are those that the command names", () => {
    const { setting } = commandOf("set-config").fields;
    expect(setting?.value).toMatchObject({ kind: "choice", choices: Object.keys(settable) });
  });

  it.each<[SettableName, string, string | number]>([
    ["hub-endpoint", "https://mirror.example/hf", "https://mirror.example/hf"],
    ["downloads-at-once", "3", 3],
    ["download-rate", "20MB", 20_000_000],
    ["download-rate", "1.5 MiB/s", 1_572_864],
    ["download-rate", "0", 0],
    ["disk-reserve", "5GiB", 5 * 1024 ** 3],
    ["quiet-hours", "22:00-07:00", "22:00-07:00"],
    ["kv-type", "q8_0", "q8_0"],
  ])("%s understands %s", (name, text, value) => {
    expect(parseSetting(name, text)).toBe(value);
  });

  it.each<[SettableName, string]>([
    ["hub-endpoint", "mirror.example"],
    ["hub-endpoint", "ftp://mirror.example"],
    ["hub-endpoint", "https://ann:word@mirror.example"],
    ["downloads-at-once", "0"],
    ["downloads-at-once", "many"],
    ["download-rate", "-1"],
    ["download-rate", "fast"],
    ["quiet-hours", "22-7"],
    ["quiet-hours", "25:00-07:00"],
    ["kv-type", "f64"],
  ])("%s refuses %s", (name, text) => {
    expect(() => parseSetting(name, text)).toThrow(expect.objectContaining({ code: "bad-input" }));
  });
});

describe("saving a setting", () => {
  it("leaves all others as they are, those of a later version too", async () => {
    const file = await settingsFile('\uFEFF{"roots": ["/a"], "later": {"x": 1}, "proxy": "http://old:1"}');
    await saveSetting(change(file, "proxy", "http://new:1"), undefined);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
      ...{ roots: ["/a"], later: { x: 1 }, proxy: "http://new:1" },
    });
    await saveSetting(change(file, "proxy", undefined), undefined);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ roots: ["/a"], later: { x: 1 } });
  });

  it("makes the file where there is none, for nobody else to read, and leaves nothing beside it", async () => {
    const file = await settingsFile();
    await saveSetting(change(file, "hub-token", "hf_abcdefghijklmnopqrst"), undefined);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const beside = await readdir(join(file, ".."));
    expect(beside.filter((name) => name.endsWith("-tmp"))).toEqual([]);
  });

  it("writes through a link and keeps it", async () => {
    const real = await settingsFile("{}");
    const link = await settingsFile();
    await symlink(real, link);
    await saveSetting(change(link, "kv-type", "q8_0"), undefined);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(JSON.parse(await readFile(real, "utf8"))).toEqual({ kvType: "q8_0" });
  });

  it.each(["{", "[]", '"text"', ""])("never writes over what it cannot understand: %j", async (text) => {
    const file = await settingsFile(text);
    await expect(saveSetting(change(file, "kv-type", "q8_0"), undefined)).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await readFile(file, "utf8")).toBe(text);
  });

  it("does just the plan that was shown", async () => {
    const file = await settingsFile("{}");
    const { id } = await planSetting(change(file, "kv-type", "q8_0"));
    await writeFile(file, '{"kvType": "q4_0"}');
    await expect(saveSetting(change(file, "kv-type", "q8_0"), id)).rejects.toMatchObject({
      code: "stale-plan",
    });
    const fresh = await planSetting(change(file, "kv-type", "q8_0"));
    expect(fresh.changed[0]?.changes).toEqual([{ field: "kvType", before: "q4_0", after: "q8_0" }]);
    await saveSetting(change(file, "kv-type", "q8_0"), fresh.id);
    expect((await planSetting(change(file, "kv-type", "q8_0"))).summary).toBe("Nothing to do.");
  });

  it("shows of secrets only what tells them apart", async () => {
    const file = await settingsFile(
      JSON.stringify({ hubToken: "hf_oldoldoldoldoldoldold1", proxy: "http://a:oldword@p:1" }),
    );
    const plans = [
      await planSetting(change(file, "hub-token", "hf_newnewnewnewnewnewnew2")),
      await planSetting(change(file, "proxy", "http://a:newword@p:1")),
    ];
    expect(plans.map(({ changed }) => changed[0]?.changes)).toEqual([
      [{ field: "hubToken", before: "hf_…old1", after: "hf_…new2" }],
      [{ field: "proxy", before: "http://a:***@p:1", after: "http://a:***@p:1" }],
    ]);
    expect(JSON.stringify(plans)).not.toMatch(/oldold|newnew|oldword|newword/);
  });
});
