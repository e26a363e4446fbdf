/** What `/metrics` of a vLLM server says. */
export function metricsOfVllm(model: string, hasOldNames: boolean): string {
  const label = `{engine="0",model_name="${model}"}`;
  const kept = hasOldNames ? "gpu_cache_usage_perc" : "kv_cache_usage_perc";
  const metrics: [string, string, string, number | string][] = [
    ["num_requests_running", "gauge", "Number of requests in model execution batches.", "2.0"],
    ["num_requests_waiting", "gauge", "Number of requests waiting to be processed.", "1.0"],
    [kept, "gauge", "KV-cache usage. 1 means 100 percent usage.", "0.31"],
    ["prompt_tokens_total", "counter", "Number of prefill tokens processed.", "40321.0"],
    ["generation_tokens_total", "counter", "Number of generation tokens processed.", "12345.0"],
  ];
  const told = metrics.map(
    ([name, type, help, value]) =>
      `# HELP vllm:${name} ${help}\n# TYPE vllm:${name} ${type}\nvllm:${name}${label} ${value}\n`,
  );
  const first = `vllm:time_to_first_token_seconds`;
  const buckets = [`_bucket{engine="0",le="+Inf",model_name="${model}"} 7.0`, `_count${label} 7.0`];
  return `${told.join("")}# TYPE ${first} histogram\n${buckets.map((line) => `${first}${line}\n`).join("")}`;
}
