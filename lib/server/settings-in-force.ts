import type { Runner } from "#cli-bridge/run/make-runner.ts";
import { loadSettings, type Settings } from "#lib/state/settings.ts";

type Following = Pick<Runner, "onChange" | "widen">;

/**
 * The settings as they hold now. A command or a terminal may have written them, so they are read again whenever a run
 * has moved that is no mere look. Where things lie and which program is driven holds until the console is restarted.
 */
export function settingsInForce(first: Settings, env: NodeJS.ProcessEnv) {
  const { home, registryDir, roots, program, dialect } = first;
  let settings = first;

  async function readAgain(runner: Following): Promise<void> {
    settings = { ...(await loadSettings({ env })), home, registryDir, roots, program, dialect };
    runner.widen("downloads", settings.downloadsAtOnce.value);
  }

  return {
    now: (): Settings => settings,
    follow(runner: Following): void {
      runner.onChange(({ lane }) => {
        if (lane !== "reads") readAgain(runner).catch(console.error);
      });
    },
  };
}
