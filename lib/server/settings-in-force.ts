import type { Runner } from "#cli-bridge/run/make-runner.ts";
import { loadSettings, type Settings } from "#lib/state/settings.ts";

/**
 * The settings that may change under a running console: how many downloads go at once, and the token they go with.
 * A command or a terminal may have written them, so they are read again whenever a run has moved that is no mere look.
 */
export function settingsInForce(first: Settings, env: NodeJS.ProcessEnv) {
  let settings = first;
  return {
    now: (): Settings => settings,
    follow(runner: Pick<Runner, "onChange" | "widen">): void {
      runner.onChange(({ lane }) => {
        if (lane !== "reads") readAgain(runner).catch(console.error);
      });
    },
  };

  async function readAgain(runner: Pick<Runner, "widen">): Promise<void> {
    settings = await loadSettings({ env });
    runner.widen("downloads", settings.downloadsAtOnce.value);
  }
}
