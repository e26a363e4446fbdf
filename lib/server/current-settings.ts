import { loadSettings, type Settings } from "#lib/state/settings.ts";

/**
 * The settings as they are now. Where the registry and the models lie, and what program runs, is decided when the
 * console starts; all else holds as soon as it is saved.
 */
export async function currentSettings(env: NodeJS.ProcessEnv, atStart: Settings): Promise<Settings> {
  const { home, registryDir, roots, program, dialect, profilesFile, file } = atStart;
  const now = await loadSettings({ env });
  return { ...now, home, registryDir, roots, program, dialect, profilesFile, file };
}
