import { describe, expect, it } from "vitest";
import {
  type SettingSaid,
  type SettingsAnswer,
  settingNames,
  settingsAnswer,
} from "#cli-bridge/protocol/settings-answer.ts";
import {
  consoleSettings,
  downloadSettings,
  hubSettings,
  machineSettings,
} from "#components/settings/described-settings.ts";
import { inputOfSetting } from "#components/settings/setting-input.ts";
import { toSettingRows } from "#components/settings/setting-rows.ts";
import { settable } from "#lib/state/saved-settings/settable.ts";

const described = [...consoleSettings, ...hubSettings, ...downloadSettings, ...machineSettings];

function answerWith(said: Partial<Record<(typeof settingNames)[number], SettingSaid>>): SettingsAnswer {
  const unsaid = Object.fromEntries(settingNames.map((name) => [name, { from: "default" }]));
  return settingsAnswer.parse({
    ...unsaid,
    ...said,
    file: "/s.json",
    problems: [],
    hub: { otherTokens: [] },
  });
}

describe("the settings page", () => {
  it("shows every setting once", () => {
    expect(described.map(({ of }) => of).sort()).toEqual([...settingNames].sort());
  });

  it("changes each that the command can change, and no other", () => {
    const edited = described.flatMap(({ of, edit }) => (edit ? [[edit.setting, of]] : []));
    const known = Object.entries(settable).map(([name, { key }]) => [name, key]);
    expect(edited.sort()).toEqual(known.sort());
  });

  it("says numbers in the words of what they count", () => {
    const answer = answerWith({
      downloadRate: { value: 0, from: "default" },
      quietRate: { value: 1_000_000, from: "settings.json" },
      diskReserve: { value: 20_000_000_000, from: "settings.json" },
      keepBackups: { value: 0, from: "environment" },
      roots: { value: ["/a", "/b"], from: "environment" },
    });
    const valuesOf = (label: string) =>
      toSettingRows(answer, described).find((row) => row.label === label)?.values;
    expect(["Rate", "Quiet rate", "Disk reserve", "Backups kept", "Roots", "Proxy"].map(valuesOf)).toEqual([
      ...[["no limit"], ["1 MB/s"], ["20 GB"], ["all"], ["/a", "/b"], ["None: straight to the hub"]],
    ]);
  });

  it("offers to forget only what settings.json says, and hands no masked value back", () => {
    const answer = answerWith({
      hubToken: { value: "hf_…abcd", from: "settings.json" },
      proxy: { value: "http://a:***@p", from: "environment" },
      quietHours: { value: "22:00-07:00", from: "settings.json" },
    });
    const edits = toSettingRows(answer, described).flatMap(({ edit }) => (edit ? [edit] : []));
    const of = (setting: string) => edits.find((edit) => edit.setting === setting);
    expect(of("hub-token")).toMatchObject({ typed: "", isSaved: true });
    expect(of("proxy")).toMatchObject({ typed: "", isSaved: false });
    expect(of("quiet-hours")).toMatchObject({ typed: "22:00-07:00", isSaved: true });
  });
});

describe("what is typed", () => {
  const edit = { setting: "proxy", draws: "text", typed: "http://p:1", isSaved: true } as const;

  it.each([
    ["", undefined],
    [" http://p:1 ", undefined],
    ["http://q:1", { setting: "proxy", value: "http://q:1" }],
    ["http://ann:word@q:1", { setting: "proxy", secretValue: "http://ann:word@q:1" }],
  ])("%j becomes %j", (typed, input) => {
    expect(inputOfSetting(edit, typed)).toEqual(input);
  });

  it("of a secret never becomes a word of the command", () => {
    const token = { setting: "hub-token", draws: "secret", typed: "", isSaved: false } as const;
    expect(inputOfSetting(token, "hf_x")).toEqual({ setting: "hub-token", secretValue: "hf_x" });
  });
});
