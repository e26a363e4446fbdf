import type { BackendAnswer, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { toByteWords } from "#lib/format.ts";

const sumOf = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

type Machine = Pick<SystemAnswer, "gpus">;

/** `2 running · 9.1 GB of 24 GB`: models that are ready, and what those of this machine take of its GPUs. */
export function toServerSummary(
  backends: readonly BackendAnswer[],
  machine: Machine | undefined,
): string | undefined {
  const ready = ({ loaded }: BackendAnswer) => loaded.filter(({ state }) => state === "ready");
  const running = backends.flatMap(ready).length;
  if (running === 0) return undefined;
  const here = backends.filter(({ isLocal }) => isLocal).flatMap(ready);
  const total = sumOf((machine?.gpus ?? []).map(({ totalBytes }) => totalBytes));
  const takenBy = ({ bytes, gpuBytes }: LoadedModel) => (total > 0 ? (gpuBytes ?? bytes) : bytes);
  const taken = sumOf(here.map(takenBy));
  if (taken === 0) return `${running} running`;
  const part = here.some((model) => takenBy(model) === undefined) ? "at least " : "";
  const guess = here.some(({ isEstimate }) => isEstimate) ? "about " : "";
  const of = total > 0 ? ` of ${toByteWords(total)}` : "";
  return `${running} running · ${part}${guess}${toByteWords(taken)}${of}`;
}
