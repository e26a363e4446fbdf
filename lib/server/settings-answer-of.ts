import { type SettingSaid, type SettingsAnswer, settingNames } from "#cli-bridge/protocol/settings-answer.ts";
import { tellTokens } from "#lib/hub/tell-tokens.ts";
import { Secret } from "#lib/state/secret.ts";
import type { Settings } from "#lib/state/settings.ts";
import type { HubReader } from "./hub-reader.ts";

/** The settings in force and the token that would be sent, with nothing in them that must not be seen. */
export async function settingsAnswerOf(
  settings: Settings,
  hub: Pick<HubReader, "open">,
): Promise<SettingsAnswer> {
  const said = Object.fromEntries(settingNames.map((name) => [name, toSaid(settings[name])]));
  const { file, problems } = settings;
  // Every name is there, because the names are what was gone through.
  return {
    ...said,
    file,
    problems,
    hub: await tellTokens(async () => (await hub.open()).settings),
  } as SettingsAnswer;
}

function toSaid({ value, from }: Settings[(typeof settingNames)[number]]): SettingSaid {
  return { from, ...(value !== undefined && { value: value instanceof Secret ? value.shown : value }) };
}
