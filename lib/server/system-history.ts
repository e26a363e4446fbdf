import { z } from "zod";
import type { SystemHistory } from "#cli-bridge/protocol/system-answer.ts";
import type { Sample } from "#lib/state/sample-rows.ts";
import type { Samples } from "#lib/state/samples.ts";
import type { MachineSample } from "#lib/system/machine-sampler.ts";
import { parseQuery } from "./parse-query.ts";

const daySeconds = 86_400;
const usualSeconds = 600;
const seconds = z
  .string()
  .regex(/^\d{1,12}$/, "Give whole seconds.")
  .transform(Number);
const asked = z.strictObject({
  /** Seconds since 1970. */
  from: seconds.optional(),
  step: seconds.pipe(z.number().min(1).max(daySeconds)).optional(),
});

export function historyOf(samples: Samples, params: URLSearchParams): SystemHistory {
  const { from = Date.now() / 1000 - usualSeconds, step } = parseQuery(asked, params);
  return samples.columns(from, step);
}

/** What of a look is worth a line in a chart. */
export function sampleOf({ cpu, memory, swap, network, gpus }: MachineSample): Sample {
  const figures: Record<string, number | undefined> = {
    cpu: cpu.use,
    memory: memory.totalBytes - memory.freeBytes,
    swap: swap.totalBytes - swap.freeBytes,
    in: network?.inPerSecond,
    out: network?.outPerSecond,
  };
  for (const { id, use, usedBytes, celsius, watts } of gpus) {
    const told = { use, memory: usedBytes, celsius, watts };
    for (const [name, value] of Object.entries(told)) figures[`gpu ${id} ${name}`] = value;
  }
  return Object.fromEntries(
    Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
