import type { SecretsFor } from "#cli-bridge/run/run-queue.ts";
import type { Settings } from "#lib/state/settings.ts";

type Sources = { env: NodeJS.ProcessEnv; settings: () => Pick<Settings, "hubToken"> };

/** What a run was told and nobody wrote down, said again from where the console itself would take it. */
export const makeSecretsFor =
  ({ env, settings }: Sources): SecretsFor =>
  ({ secretNames }) => {
    const found: Record<string, string> = {};
    for (const name of secretNames) {
      const value = name === "HF_TOKEN" ? settings().hubToken.value?.reveal() : env[name];
      if (value === undefined) return undefined;
      found[name] = value;
    }
    return found;
  };
