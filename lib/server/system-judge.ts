import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { gpuPartsOf } from "#lib/system/gpu-parts.ts";
import { makeHolderOwners } from "#lib/system/holder-owners.ts";
import type { MachineSample } from "#lib/system/machine-sampler.ts";
import { makeLimitWatch, type WarningLimits } from "#lib/system/watch-limits.ts";

type GpuServer = Pick<BackendAnswer, "id" | "name" | "url" | "isLocal" | "managed" | "loaded">;

export type Judging = {
  limits: () => Promise<WarningLimits>;
  /** The servers that are known now, as they were seen last. */
  servers: () => readonly GpuServer[];
  tellActivity: (event: NewActivity) => void;
};

/** What a look at the machine means: what is too much, and which server and model uses which GPU. */
export function makeSystemJudge({ limits, servers, tellActivity }: Judging) {
  const watchLimits = makeLimitWatch();
  const ownersOf = makeHolderOwners();
  return async (sample: MachineSample): Promise<SystemAnswer> => {
    const inForce = await limits();
    const { warnings, begun } = watchLimits(sample, inForce);
    for (const { says } of begun) tellActivity({ at: sample.at, kind: "warning", says, who: "elsewhere" });
    const { holders, ...reading } = sample;
    const users = servers().filter(({ isLocal }) => isLocal);
    const owners = await ownersOf(
      holders.map(({ pid }) => pid),
      users.map(({ id, url, managed }) => ({ id, pid: managed?.pid, port: portOf(url) })),
    );
    const split = gpuPartsOf({ gpus: sample.gpus, holders, owners, users });
    const gpus = sample.gpus.map((gpu) => ({ ...gpu, parts: split.get(gpu.id) ?? [] }));
    return { ...reading, gpus, warnings, limits: inForce };
  };
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
