import type { SettingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import { loadSettings, type Settings } from "#lib/state/settings.ts";
import { type HubReader, makeHubReader } from "./hub-reader.ts";
import { settingsAnswerOf } from "./settings-answer-of.ts";

type SettingsReader = {
  /** As they are now; all but what decides where the registry and the models lie, and what program runs. */
  currentSettings: () => Promise<Settings>;
  settingsAnswer: () => Promise<SettingsAnswer>;
  hub: HubReader;
};

/** The settings and the hub that they name, read anew because a command may have changed them. */
export function makeSettingsReader(env: NodeJS.ProcessEnv, atStart: Settings): SettingsReader {
  const { home, registryDir, roots, program, dialect, profilesFile, file } = atStart;
  const settings = async () => {
    const now = await loadSettings({ env });
    return { ...now, home, registryDir, roots, program, dialect, profilesFile, file };
  };
  const hub = makeHubReader({ env, settings });
  return {
    currentSettings: settings,
    settingsAnswer: async () => settingsAnswerOf(await settings(), hub),
    hub,
  };
}
