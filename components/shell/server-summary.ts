import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { toByteWords } from "#lib/format.ts";

const sumOf = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

type Machine = Pick<SystemAnswer, "gpus">;

/** `2 running · 9.1 GB of 24 GB`: models in memory, and what those of this machine take of its GPUs. */
export function toServerSummary(
  backends: readonly BackendAnswer[],
  machine: Machine | undefined,
): string | undefined {
  const running = sumOf(backends.map(({ loaded }) => loaded.length));
  if (running === 0) return undefined;
  const here = backends.filter(({ isLocal }) => isLocal).flatMap(({ loaded }) => loaded);
  const total = sumOf((machine?.gpus ?? []).map(({ totalBytes }) => totalBytes));
  const taken = sumOf(here.map(({ bytes, gpuBytes }) => (total > 0 ? (gpuBytes ?? bytes) : bytes)));
  if (taken === 0) return `${running} running`;
  const of = total > 0 ? ` of ${toByteWords(total)}` : "";
  return `${running} running · ${toByteWords(taken)}${of}`;
}
