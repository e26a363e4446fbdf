import { expect, test } from "vitest";
import { readLoading, withLoading } from "#cli-bridge/derive/loading-arguments.ts";

const words = ["--x", "1", "--max-model-len", "4096", "--flag", "--gpu-memory-utilization=0.9"];

test("both spellings are understood, and of several the last counts", () => {
  expect(readLoading(words, "maxModelLen")).toBe("4096");
  expect(readLoading(words, "gpuMemoryUtilization")).toBe("0.9");
  expect(readLoading(["--max-model-len 2048"], "maxModelLen")).toBe("2048");
  expect(readLoading([...words, "--max-model-len=1"], "maxModelLen")).toBe("1");
  expect(readLoading(words, "numCtx")).toBeUndefined();
});

test("a parameter is set where it stands and as it is spelled, and all else stays", () => {
  expect(withLoading(words, "maxModelLen", "8192")).toEqual(words.with(3, "8192"));
  expect(withLoading(words, "gpuMemoryUtilization", "0.8")).toEqual(
    words.with(5, "--gpu-memory-utilization=0.8"),
  );
  expect(withLoading(["--max-model-len 2048", "a"], "maxModelLen", "1")).toEqual([
    "--max-model-len",
    "1",
    "a",
  ]);
  expect(withLoading(words, "kvCacheDtype", "fp8")).toEqual([...words, "--kv-cache-dtype", "fp8"]);
});

test("what the backend does anyway is not said, and what is emptied goes, however often it stands there", () => {
  expect(withLoading(["-tp", "2", "--y"], "tensorParallelSize", "1")).toEqual(["--y"]);
  expect(withLoading(["--kv-cache-dtype=fp8"], "kvCacheDtype", "auto")).toEqual([]);
  expect(withLoading([...words, "--max-model-len=1"], "maxModelLen", undefined)).toEqual([
    ...["--x", "1", "--flag", "--gpu-memory-utilization=0.9"],
  ]);
});
