import { expect, test } from "vitest";
import { argumentOddities } from "#cli-bridge/derive/argument-oddities.ts";
import { argumentTable, type BackendKind } from "#cli-bridge/derive/argument-table.ts";

const says = (words: string[], backend = "vllm") => argumentOddities(words, backend).map((odd) => odd.says);

test("arguments that a backend knows, each said once, are not odd", () => {
  expect(says(["--max-model-len", "8192", "--no-enable-prefix-caching", "-tp", "2"])).toEqual([]);
  expect(says(["-c", "4096", "--lora", "a", "--lora", "b"], "gguf")).toEqual([]);
  expect(says(["--whatever", "--whatever-else"], "a backend of one's own")).toEqual([]);
});

test("what is said twice is pointed out, however it is spelled", () => {
  expect(says(["--max-model-len", "1", "--max-model-len=2"])).toEqual([
    "--max-model-len is given twice; the last one counts.",
  ]);
  expect(says(["--tensor_parallel_size", "2", "-tp", "4"])).toEqual([
    "-tp means the same as --tensor_parallel_size; the last one counts.",
  ]);
});

test("an unknown flag is pointed out together with the one that may have been meant", () => {
  expect(says(["--max-modle-len", "1"])).toEqual([
    "vLLM is not known to understand --max-modle-len. Did you mean --max-model-len?",
  ]);
});

test.each([["--api-key sk-live"], ["--api-key=sk-live"], ["--hf-token hf_live"]])(
  "a secret is pointed out: %s",
  (args) => {
    expect(says(args.split(" "))[0]).toContain("A secret does not belong in arguments");
    expect(says(args.split(" ")).join()).not.toContain("live");
  },
);

test("a count, a file and what is read from elsewhere are no secrets", () => {
  const words = ["--max-num-batched-tokens", "8192", "--ssl-key", "/etc/key.pem"];
  expect(says(words).join()).not.toContain("secret");
});

test("a flag and its value in one word, and JSON without quotes, are pointed out", () => {
  expect(says(["--max-model-len 8192"])[0]).toContain("one argument with a space in it");
  expect(says(["--limit-mm-per-prompt", "{image:", "4}"])[0]).toContain("Put single quotes around");
});

test.each(Object.keys(argumentTable) as BackendKind[])(
  "what the helper offers for %s is known there",
  (kind) => {
    for (const { words } of argumentTable[kind].common) {
      expect(
        says(
          words.filter((word) => word !== undefined),
          kind,
        ),
      ).toEqual([]);
    }
  },
);
