import { expect, test } from "vitest";
import { toByteSource } from "#lib/weights/byte-source.ts";
import { ggmlTypes, ggufFileTypes } from "#lib/weights/ggml-types.ts";
import { readGgufHeader } from "#lib/weights/gguf-header.ts";
import { quantizationOfGguf } from "#lib/weights/gguf-quantization.ts";
import { makeGgufModel } from "../../support/make-gguf.ts";

const idOf = (type: string): number => [...ggmlTypes].find(([, { name }]) => name === type)?.[0] ?? -1;

async function quantizationOf(types: (string | number)[], fileType?: number): Promise<unknown> {
  const ids = types.map((type) => (typeof type === "string" ? idOf(type) : type));
  const made = makeGgufModel({ types: ids, ...(fileType === undefined ? {} : { fileType }) });
  return quantizationOfGguf(await readGgufHeader(toByteSource(made)));
}

test.each([
  [15, ["Q4_K", "Q6_K", "F32"], "q4_k_m"],
  [14, ["Q4_K", "F32"], "q4_k_s"],
  [16, ["Q5_K"], "q5_k_s"],
  [13, ["Q3_K", "Q5_K"], "q3_k_l"],
  [10, ["Q2_K", "Q3_K"], "q2_k"],
  [18, ["Q6_K"], "q6_k"],
  [7, ["Q8_0"], "q8_0"],
  [2, ["Q4_0"], "q4_0"],
  [9, ["Q5_1"], "q5_1"],
  [1, ["F16", "F32"], "fp16"],
  [0, ["F32"], "fp32"],
  [32, ["BF16"], "bf16"],
  [19, ["IQ2_XXS"], "iq2_xxs"],
  [22, ["IQ3_XXS", "IQ3_S"], "iq3_xs"],
  [27, ["IQ3_S"], "iq3_m"],
  [29, ["IQ2_S"], "iq2_m"],
  [30, ["IQ4_XS"], "iq4_xs"],
  [31, ["IQ1_M"], "iq1_m"],
  [36, ["TQ1_0"], "tq1_0"],
  [38, ["MXFP4", "F32"], "mxfp4"],
  [39, ["NVFP4"], "nvfp4"],
  [40, ["Q1_0"], "q1_0"],
])("file type %i with tensors %j is %3$s", async (fileType, types, quantization) => {
  expect(ggufFileTypes.has(fileType)).toBe(true);
  expect(await quantizationOf(types, fileType)).toEqual({ quantization, from: "file type" });
});

test("a file type that the tensors contradict is not believed", async () => {
  expect(await quantizationOf(["Q4_K", "Q4_K"], 1)).toEqual({ quantization: "q4_k", from: "tensor types" });
});

test("a K quantisation whose rows were too narrow keeps its name", async () => {
  expect(await quantizationOf(["Q5_0", "Q8_0", "F32"], 15)).toEqual({
    quantization: "q4_k_m",
    from: "file type",
  });
});

test("without a file type the type with most bytes answers, not the one with most tensors", async () => {
  expect(await quantizationOf(["Q8_0", "Q8_0", "F16"])).toMatchObject({ quantization: "q8_0" });
  expect(await quantizationOf(["Q4_K", "Q4_K", "F32"])).toMatchObject({ quantization: "fp32" });
});

test("a file type of the future is what the tensors are, and nothing where they are of the future as well", async () => {
  expect(await quantizationOf(["Q4_K", "F32"], 99)).toMatchObject({ from: "tensor types" });
  expect(await quantizationOf([99, 99, "F32"], 99)).toBeUndefined();
  expect(await quantizationOf([99, "Q8_0", "Q8_0"], 99)).toMatchObject({ quantization: "q8_0" });
});

test("a header without tensors and without a file type claims nothing", async () => {
  expect(await quantizationOf([])).toBeUndefined();
});

test("every file type of llama.cpp is known, and is believed where tensors of its kind bear it out", async () => {
  expect([...ggufFileTypes.keys()]).toEqual(Array.from({ length: 42 }, (_, id) => id));
  const present = new Set([...ggmlTypes.values()].map(({ name }) => name));
  for (const [fileType, name] of ggufFileTypes) {
    const base = name.replace(/_(?:XS|S|M|L|MOE)$/, "");
    const type =
      [name, base].find((each) => present.has(each)) ??
      [...present].find((each) => each.startsWith(`${base}_`));
    // The withdrawn types have no tensors that could still be written.
    if (type === undefined) continue;
    expect(await quantizationOf([type], fileType), name).toMatchObject({ from: "file type" });
    expect(await quantizationOf([type], fileType + 1024), name).toMatchObject({ from: "file type" });
  }
});
