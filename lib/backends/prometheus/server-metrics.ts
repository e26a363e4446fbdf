import type { ServerMetrics } from "../adapter.ts";
import { guardReply } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { readSamples, type Sample } from "./read-samples.ts";

/** Names change from one version to the next, and old ones vanish soon after: the first that is there counts. */
const names: Record<keyof ServerMetrics, readonly string[]> = {
  running: ["vllm:num_requests_running", "lmdeploy:num_requests_running", "llamacpp:requests_processing"],
  waiting: ["vllm:num_requests_waiting", "lmdeploy:num_requests_waiting", "llamacpp:requests_deferred"],
  cacheUse: [
    ...["vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc", "lmdeploy:gpu_cache_usage_perc"],
    "llamacpp:kv_cache_usage_ratio",
  ],
  promptTokens: [
    ...["vllm:prompt_tokens_total", "vllm:prompt_tokens", "lmdeploy:prompt_tokens_total"],
    "llamacpp:prompt_tokens_total",
  ],
  generatedTokens: [
    ...["vllm:generation_tokens_total", "vllm:generation_tokens", "lmdeploy:generation_tokens_total"],
    "llamacpp:tokens_predicted_total",
  ],
};

/** How busy a server is, over all of its engines; undefined where nothing is known under any name. */
export function toServerMetrics(text: string): ServerMetrics | undefined {
  const samples = readSamples(text);
  const sum = (values: number[]) => values.reduce((all, each) => all + each, 0);
  const found: ServerMetrics = {
    running: countOf(samples, names.running, sum),
    waiting: countOf(samples, names.waiting, sum),
    // The fullest of several engines is the one that makes people wait.
    cacheUse: countOf(samples, names.cacheUse, (values) => Math.max(...values)),
    promptTokens: countOf(samples, names.promptTokens, sum),
    generatedTokens: countOf(samples, names.generatedTokens, sum),
  };
  return Object.values(found).every((value) => value === undefined) ? undefined : found;
}

function countOf(
  samples: Sample[],
  known: readonly string[],
  join: (values: number[]) => number,
): number | undefined {
  for (const name of known) {
    const values = samples.filter((sample) => sample.name === name).map(({ value }) => value);
    if (values.length > 0 && values.every(Number.isFinite)) return join(values);
  }
  return undefined;
}

const path = "/metrics";
/** Refusals of a server that was started without counters. */
const without = new Set([404, 501]);

export async function askForMetrics(http: BackendHttp): Promise<ServerMetrics | undefined> {
  const { status, value } = await http.text(path);
  if (without.has(status)) return undefined;
  guardReply(http.base, { path, status, value });
  return toServerMetrics(value);
}

/** Whether a server's counters bear the name of its kind. */
export async function hasMetricsOf(http: BackendHttp, prefix: string): Promise<boolean> {
  const { status, value } = await http.text(path);
  return status === 200 && readSamples(value).some(({ name }) => name.startsWith(`${prefix}:`));
}
