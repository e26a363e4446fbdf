import { makeRunner, type RunnerOptions } from "#cli-bridge/run/make-runner.ts";
import { laneWidths } from "#cli-bridge/run/run-lanes.ts";
import type { Settings } from "#lib/state/settings.ts";
import { openRunsIndex } from "./open-runs-index.ts";
import { makeSecretsFor } from "./secrets-for-runs.ts";
import { settingsInForce } from "./settings-in-force.ts";

type Opening = Pick<RunnerOptions, "program" | "limits" | "keeperPath" | "cwd"> & {
  env: NodeJS.ProcessEnv;
  settings: Settings;
};

/** The runs of a home, taken up where an earlier console left them, and the settings that they go by. */
export async function openRunner({ env, settings, ...rest }: Opening) {
  const home = settings.home.value;
  const { index, close } = openRunsIndex(home);
  const inForce = settingsInForce(settings, env);
  const runner = makeRunner({
    ...{ home, env, index, ...rest },
    widths: { ...laneWidths, downloads: settings.downloadsAtOnce.value },
    secretsFor: makeSecretsFor({ env, settings: inForce.now }),
  });
  inForce.follow(runner);
  await runner.reconcile();
  return {
    runner,
    settingsNow: inForce.now,
    close: async (): Promise<void> => {
      await runner.close();
      close();
    },
  };
}
