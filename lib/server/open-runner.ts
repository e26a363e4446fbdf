import type { DatabaseSync } from "node:sqlite";
import { makeRunner, type RunnerOptions } from "#cli-bridge/run/make-runner.ts";
import { makeRunsIndex } from "#lib/state/runs-index.ts";
import type { Settings } from "#lib/state/settings.ts";
import { makeSecretsFor } from "./secrets-for-runs.ts";

type Opening = Pick<RunnerOptions, "program" | "limits" | "keeperPath" | "cwd"> & {
  env: NodeJS.ProcessEnv;
  settings: Settings;
  /** The index makes a long history quick. Without it the folders still serve. */
  db: DatabaseSync | undefined;
  /** Reads them again. */
  currentSettings: () => Promise<Settings>;
};

/** The runs of a home, taken up where an earlier console left them. */
export async function openRunner({ env, settings, currentSettings, db, ...rest }: Opening) {
  const home = settings.home.value;
  const index = db && makeRunsIndex(db);
  let inForce = settings;
  const runner = makeRunner({
    ...{ home, env, index, ...rest },
    widths: { downloads: settings.downloadsAtOnce.value },
    secretsFor: makeSecretsFor({ env, settings: () => inForce }),
  });
  const readAgain = async () => {
    inForce = await currentSettings();
    runner.widen("downloads", inForce.downloadsAtOnce.value);
  };
  // A command or a terminal may have changed them; whenever a run has moved that is no mere look is soon enough.
  runner.onChange(({ lane }) => {
    if (lane !== "reads") readAgain().catch(console.error);
  });
  await runner.reconcile();
  return runner;
}
