import { expect, test } from "vitest";
import { shardOf } from "#lib/weights/file-kind.ts";

test.each([
  ["model-00002-of-00005.gguf", { stem: "model", part: 2, parts: 5 }],
  ["q4/model-00001-of-000163.safetensors", { stem: "q4/model", part: 1, parts: 163 }],
  ["model.safetensors", undefined],
  ["model-1-of-2.gguf", undefined],
])("%s is told to be part of a whole, or not", (path, shard) => {
  expect(shardOf(path)).toEqual(shard);
});
