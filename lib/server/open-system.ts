import { join } from "node:path";
import { askProgram } from "#cli-bridge/run/ask-program.ts";
import { followProgram } from "#cli-bridge/run/follow-program.ts";
import { openSamples } from "#lib/state/samples.ts";
import type { Settings } from "#lib/state/settings.ts";
import { makeMachineSampler } from "#lib/system/machine-sampler.ts";
import { makeSystem, type System, type SystemParts } from "./system.ts";

type Opening = Pick<SystemParts, "servers" | "tellActivity"> & {
  env: NodeJS.ProcessEnv;
  settings: Settings;
  currentSettings: () => Promise<Settings>;
};

/** Looks at this machine from now on, with what was measured before the last end. */
export function openSystem({ env, settings, currentSettings, ...told }: Opening): System {
  // What the programs say is read by us, not by a person.
  const plain = { ...env, LC_ALL: "C" };
  const system = makeSystem({
    ...told,
    sampler: makeMachineSampler({
      ask: (argv, limitMs) => askProgram(argv, { env: plain, limitMs }),
      follow: (argv, following) => followProgram(argv, { env: plain, ...following }),
      roots: async () => (await currentSettings()).roots.value,
    }),
    samples: openSamples(join(settings.home.value, "samples.db")),
    limits: async () => {
      const { memoryWarningPercent, gpuWarningCelsius } = await currentSettings();
      return { memoryPercent: memoryWarningPercent.value, gpuCelsius: gpuWarningCelsius.value };
    },
  });
  system.start();
  return system;
}
