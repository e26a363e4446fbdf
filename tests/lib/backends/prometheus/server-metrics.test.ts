import { describe, expect, it } from "vitest";
import { readSamples } from "#lib/backends/prometheus/read-samples.ts";
import { toServerMetrics } from "#lib/backends/prometheus/server-metrics.ts";
import { metricsOfVllm } from "../../../servers/vllm/vllm-metrics.ts";

describe("counters", () => {
  it.each<[string, string, string, number]>([
    ["without labels", "a:b 3", "a:b", 3],
    ["with a time behind", 'a{x="1"} 2.5 1795000000', "a", 2.5],
    ["in powers of ten", "a 1.5e+06", "a", 1_500_000],
    ["without an end", 'a{le="+Inf"} +Inf', "a", Number.POSITIVE_INFINITY],
  ])("are read %s", (_, text, name, value) => {
    expect(readSamples(text)).toMatchObject([{ name, value }]);
  });

  it("keep their labels, whatever stands in them", () => {
    const [sample] = readSamples('m{model_name="a \\"b\\" {c}, d=\\\\\\n",engine="0"} 1');
    expect([...(sample?.labels ?? [])]).toEqual([
      ["model_name", 'a "b" {c}, d=\\\n'],
      ["engine", "0"],
    ]);
  });

  it("are not found in comments, pages and broken lines", () => {
    expect(readSamples("# HELP a 1\n<html>\na\na NaN\na{x=\n\n")).toEqual([]);
  });

  it("are read up to a number of lines", () => {
    expect(readSamples("a 1\n".repeat(10), 3)).toHaveLength(3);
  });
});

describe("how busy a server is", () => {
  it.each([false, true])("is the same by new and by old names", (hasOldNames) => {
    expect(toServerMetrics(metricsOfVllm("m", hasOldNames))).toEqual({
      ...{ running: 2, waiting: 1, cacheUse: 0.31, promptTokens: 40_321, generatedTokens: 12_345 },
    });
  });

  it("is the sum over its engines, and its cache as full as the fullest", () => {
    const text = [0, 1].map(
      (engine) =>
        `vllm:num_requests_running{engine="${engine}"} ${engine + 1}\nvllm:kv_cache_usage_perc{engine="${engine}"} 0.${engine + 1}\n`,
    );
    expect(toServerMetrics(text.join(""))).toMatchObject({ running: 3, cacheUse: 0.2 });
  });

  it("is unknown where no counter has a known name", () => {
    expect(toServerMetrics("go_goroutines 7\n")).toBeUndefined();
  });
});
