import { join } from "node:path";
import { expect, test } from "vitest";
import { detectModel } from "#lib/weights/detect-model.ts";
import { makeFolder } from "../../support/make-model.ts";
import { makeSafetensors } from "../../support/make-safetensors.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const detect = async (files: Readonly<Record<string, string | Buffer | object>>) =>
  detectModel(await makeFolder(join(await temporaryFolder(), "model"), files));

test("a copy of the weights in another layout is not counted twice, and a table knows what a missing shard held", async () => {
  const shard = makeSafetensors([["w", "BF16", [64, 8]]]);
  const files = {
    "model-00001-of-00002.safetensors": shard,
    "model-00002-of-00002.safetensors": makeSafetensors([["v", "BF16", [64, 8]]]),
    "consolidated.safetensors": makeSafetensors([["all", "BF16", [128, 8]]]),
    "model.safetensors.index.json": {
      metadata: { total_parameters: 1024 },
      weight_map: { w: "model-00001-of-00002.safetensors", v: "model-00002-of-00002.safetensors" },
    },
  };
  expect((await detect(files)).parameters).toBe(1024);
  const { "model-00002-of-00002.safetensors": _lost, ...rest } = files;
  const half = await detect(rest);
  expect(half.parameters).toBe(1024);
  expect(half.warnings).toContain("1 of 2 parts are missing.");
});

test.each([
  ["F8_E4M3", "fp8"],
  ["F8_E5M2", "fp8"],
  ["F8_E4M3FNUZ", "fp8"],
  ["F8_E5M2FNUZ", "fp8"],
  ["I8", "int8"],
  ["BF16", "bf16"],
  ["F16", "fp16"],
  ["F32", "fp32"],
  ["F64", "fp64"],
])("weights of the type %s are %s", async (dtype, quantization) => {
  const found = await detect({ "model.safetensors": makeSafetensors([["w", dtype, [64, 8]]]) });
  expect(found.quantization).toBe(quantization);
  expect(found.evidence).toContainEqual({ claim: quantization, from: "header", file: "model.safetensors" });
});

test("pairs of four bits with scales of eight are NVFP4 without any word of a configuration", async () => {
  const weights = makeSafetensors([
    ["l.weight_scale", "F8_E4M3", [64, 8]],
    ["l.weight", "U8", [64, 64]],
    ["norm", "BF16", [8]],
  ]);
  expect((await detect({ "model.safetensors": weights })).quantization).toBe("nvfp4");
});
