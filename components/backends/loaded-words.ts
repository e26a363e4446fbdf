import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { toByteWords, toWaitWords } from "#lib/format.ts";

/** How memory is split, as Ollama's own program says it. */
export function processorWords({
  bytes,
  gpuBytes,
}: Pick<LoadedModel, "bytes" | "gpuBytes">): string | undefined {
  if (bytes === undefined || gpuBytes === undefined || bytes === 0) return undefined;
  if (gpuBytes === 0) return "100% CPU";
  if (gpuBytes > bytes) return "Unknown";
  if (gpuBytes === bytes) return "100% GPU";
  const onCpu = Math.round(((bytes - gpuBytes) / bytes) * 100);
  return `${onCpu}%/${100 - onCpu}% CPU/GPU`;
}

/** For how long a model stays: for ever, no longer, or so many minutes. */
export function stayWords(
  { expiresAt, state }: Pick<LoadedModel, "expiresAt" | "state">,
  now: number,
): string | undefined {
  if (state === "stopping") return "Stopping…";
  if (expiresAt === undefined) return undefined;
  if (expiresAt === "never") return "Stays until it is unloaded";
  const seconds = (Date.parse(expiresAt) - now) / 1000;
  return seconds <= 0 ? "Stopping…" : `${toWaitWords(seconds)} left`;
}

const stateWords = { loading: "Loading", ready: "Ready", stopping: "Stopping", sleeping: "Asleep" } as const;

export function loadedStateWords({ state, progress }: Pick<LoadedModel, "state" | "progress">): string {
  return state === "loading" && progress !== undefined
    ? `Loading ${Math.round(progress * 100)} %`
    : stateWords[state];
}

export function memoryWords({ bytes, isEstimate }: Pick<LoadedModel, "bytes" | "isEstimate">): string {
  if (bytes === undefined) return "memory unknown";
  return isEstimate ? `about ${toByteWords(bytes)}` : toByteWords(bytes);
}

/** How much several take, of those whose server tells; nothing where none does. */
export function sumOfMemoryWords(loaded: readonly LoadedModel[]): string | undefined {
  const told = loaded.filter(({ bytes }) => bytes !== undefined);
  const bytes = told.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  if (bytes === 0) return undefined;
  const part = told.length < loaded.length ? "at least " : "";
  return `${part}${memoryWords({ bytes, ...(told.some(({ isEstimate }) => isEstimate) && { isEstimate: true }) })}`;
}
