import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { directoryChecksumOf } from "#lib/weights/checksums.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import { GgufWriter, makeGgufModel } from "../../support/make-gguf.ts";
import { makeFolder } from "../../support/make-model.ts";
import { makeSafetensors } from "../../support/make-safetensors.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const writer = new GgufWriter();
const f32 = makeSafetensors([["w", "F32", [4, 4]]]);
const bf16 = makeSafetensors([["w", "BF16", [64, 8]]]);
const fp8 = makeSafetensors([
  ["w", "F8_E4M3", [64, 8]],
  ["norm", "BF16", [8]],
]);
const packed = makeSafetensors([
  ["embed", "F16", [64, 8]],
  ["w.qweight", "I32", [8, 8]],
  ["w.qzeros", "I32", [1, 8]],
  ["w.scales", "F16", [1, 8]],
]);
const blocks = makeSafetensors([
  ["w_blocks", "U8", [64, 8]],
  ["norm", "BF16", [8]],
]);
const int8 = makeSafetensors([["w", "I8", [64, 8]]]);
const configured = (settings: object): object => ({
  architectures: ["LlamaForCausalLM"],
  quantization_config: settings,
});

type Files = Readonly<Record<string, string | Buffer | object>>;

async function detect(files: Files, name = "model") {
  return detectModel(await makeFolder(join(await temporaryFolder(), name), files));
}

test.each<[string, Files, string | undefined]>([
  ["full precision", { "model.safetensors": bf16 }, "bf16"],
  ["fp8 tensors", { "model.safetensors": fp8 }, "fp8"],
  ["packed tensors without a configuration", { "model.safetensors": packed }, "gptq-or-awq"],
  [
    "AWQ in config.json",
    {
      "model.safetensors": packed,
      "config.json": configured({ quant_method: "awq", bits: 4, group_size: 128 }),
    },
    "awq",
  ],
  [
    "AWQ by its keys",
    {
      "model.safetensors": packed,
      "config.json": configured({ w_bit: 4, q_group_size: 128, zero_point: true }),
    },
    "awq-w4g128",
  ],
  [
    "awq_config.json",
    { "model.safetensors": packed, "awq_config.json": { w_bit: 4, q_group_size: 128 }, "config.json": {} },
    "awq-w4g128",
  ],
  [
    "GPTQ in config.json",
    {
      "model.safetensors": packed,
      "config.json": configured({ quant_method: "gptq", bits: 8, group_size: 32 }),
    },
    "gptq-int8",
  ],
  [
    "GPTQ in quantize_config.json",
    { "model.safetensors": packed, "quantize_config.json": { bits: 4, group_size: 128, desc_act: false } },
    "gptq-int4",
  ],
  [
    "compressed tensors of floats",
    {
      "model.safetensors": fp8,
      "config.json": configured({
        quant_method: "compressed-tensors",
        config_groups: { group_0: { weights: { num_bits: 8, type: "float" } } },
      }),
    },
    "fp8",
  ],
  [
    "compressed tensors of integers",
    {
      "model.safetensors": int8,
      "config.json": configured({ config_groups: { group_0: { weights: { num_bits: 8, type: "int" } } } }),
    },
    "int8",
  ],
  ["mxfp4", { "model.safetensors": blocks, "config.json": configured({ quant_method: "mxfp4" }) }, "mxfp4"],
  [
    "modelopt",
    { "model.safetensors": blocks, "hf_quant_config.json": { quantization: { quant_algo: "NVFP4" } } },
    "nvfp4",
  ],
  [
    "bitsandbytes",
    { "model.safetensors": blocks, "config.json": configured({ load_in_4bit: true, load_in_8bit: false }) },
    "bitsandbytes-4bit",
  ],
  [
    "no weights but a precision",
    { "pytorch_model.bin": "x", "config.json": { torch_dtype: "float16" } },
    "fp16",
  ],
  ["nothing at all", { "readme.txt": "x" }, undefined],
])("%s is told from the files", async (_, files, quantization) => {
  expect((await detect(files)).quantization).toBe(quantization);
});

test("a name never labels full-precision weights as quantised", async () => {
  const model = await detect({ "model-awq.safetensors": f32 }, "model-awq");
  expect(model).toMatchObject({ format: "safetensors", quantization: "fp32" });
  expect(model.evidence).toContainEqual({ claim: "awq", from: "name", file: "model-awq" });
  expect(model.evidence).toContainEqual({ claim: "fp32", from: "header", file: "model-awq.safetensors" });
});

test("a configuration that the tensors contradict is reported, not believed", async () => {
  const model = await detect({
    "model.safetensors": bf16,
    "config.json": configured({ quant_method: "awq" }),
  });
  expect(model.quantization).toBe("bf16");
  expect(model.warnings).toContain("config.json says awq, but the weights in the files are bf16.");
});

test("a name answers where nothing else can", async () => {
  expect(await detect({ "model.bin": "x" }, "Thing-GPTQ-Int4")).toMatchObject({
    format: "pytorch",
    quantization: "gptq-int4",
  });
});

test("a GGUF header outranks its file's name", async () => {
  const model = await detect({ "thing-Q8_0.gguf": makeGgufModel({ fileType: 14, types: [12] }) });
  expect(model).toMatchObject({ format: "gguf", quantization: "q4_k_s", parameters: 512 });
  expect(model.evidence.map(({ claim, from }) => [claim, from])).toEqual([
    ["q8_0", "name"],
    ["q4_k_s", "header"],
  ]);
});

test("a name may say more of the same where a header has no file type", async () => {
  const model = await detect({ "thing-Q4_K_S.gguf": makeGgufModel({ types: [12] }) });
  expect(model.quantization).toBe("q4_k_s");
});

test("a folder of several quantisations has as many variants, with shards kept together", async () => {
  const shard = makeGgufModel({ fileType: 15, types: [12, 14] });
  const model = await detect({
    "m-Q4_K_M-00001-of-00002.gguf": shard,
    "m-Q4_K_M-00002-of-00002.gguf": shard,
    "Q8_0/m-Q8_0-00001-of-00003.gguf": makeGgufModel({ fileType: 7, types: [8] }),
    "m-F16.gguf": makeGgufModel({ fileType: 1, types: [1] }),
    "mmproj-m-f16.gguf": makeGgufModel({ types: [1] }),
  });
  expect(model.quantization).toBeUndefined();
  expect(
    model.variants.map(({ name, quantization, files, parameters }) => [
      name,
      quantization,
      files.length,
      parameters,
    ]),
  ).toEqual([
    ["m-Q8_0", "q8_0", 1, undefined],
    ["m-F16", "fp16", 1, 512],
    ["m-Q4_K_M", "q4_k_m", 2, 2048],
  ]);
  expect(model.variants[0]?.problems).toEqual(["2 of 3 parts are missing."]);
  expect(model.capabilities.vision).toBe(true);
});

test("a damaged GGUF file is named by what its name says, with the reason", async () => {
  const whole = makeGgufModel({ fileType: 15, types: [12] });
  const cut = await detect({ "m-Q4_K_M.gguf": whole.subarray(0, whole.length - 1) });
  expect(cut.variants[0]?.problems[0]).toContain("the file has");
  const noise = await detect({ "m-Q4_K_M.gguf": "not a model at all, really" });
  expect(noise).toMatchObject({ format: "gguf", quantization: "q4_k_m", parameters: undefined });
  expect(noise.warnings[0]).toContain("does not begin with GGUF");
});

test("a file by itself is a model", async () => {
  const root = await makeFolder(await temporaryFolder(), {
    "a.gguf": makeGgufModel({ fileType: 7, types: [8] }),
    "b.gguf": "no",
  });
  const model = await detectModel(join(root, "a.gguf"));
  expect(model).toMatchObject({ root, quantization: "q8_0", files: [{ path: "a.gguf" }], warnings: [] });
});

test("a shard by itself brings its siblings, and a renamed one tells that they are missing", async () => {
  const shard = makeGgufModel({ fileType: 7, types: [8], keys: [writer.number("split.count", 2)] });
  const root = await makeFolder(await temporaryFolder(), {
    "m-00001-of-00002.gguf": shard,
    "m-00002-of-00002.gguf": shard,
    "other.gguf": shard,
  });
  const model = await detectModel(join(root, "m-00001-of-00002.gguf"));
  expect(model).toMatchObject({ parameters: 1024, warnings: [], variants: [{ files: { length: 2 } }] });
  expect((await detectModel(join(root, "other.gguf"))).warnings).toEqual(["1 of 2 parts are missing."]);
});

test("the checksum and size are those of all regular files, links to files included", async () => {
  const root = await makeFolder(await temporaryFolder(), { "config.json": {}, "sub/model.safetensors": f32 });
  await symlink("sub/model.safetensors", join(root, "link.safetensors"));
  await symlink("nowhere", join(root, "dangling"));
  await symlink(".", join(root, "loop"));
  const model = await detectModel(root);
  expect(model.files.map(({ path }) => path)).toEqual([
    "config.json",
    "link.safetensors",
    "sub/model.safetensors",
  ]);
  expect(model.sizeBytes).toBe(2 + 2 * f32.length);
  expect(model.directoryChecksum).toBe(directoryChecksumOf(model.files));
  expect(model.warnings).toContain('"dangling" cannot be read (ENOENT).');
});

test("packed weights are counted as the weights they hold", async () => {
  const config = configured({ quant_method: "gptq", bits: 4 });
  const model = await detect({ "model.safetensors": packed, "config.json": config });
  expect(model.parameters).toBe(512 + 64 * 8);
});

test("a missing shard leaves the number of parameters unknown", async () => {
  const model = await detect({
    "model-00001-of-00003.safetensors": bf16,
    "model-00002-of-00003.safetensors": bf16,
  });
  expect(model.parameters).toBeUndefined();
  expect(model.warnings).toContain("1 of 3 parts are missing.");
});

test("what can run code is pointed out", async () => {
  const { warnings } = await detect({
    "pytorch_model.bin": "x",
    "modeling_x.py": "x",
    "config.json": { auto_map: { AutoModel: "modeling_x.X" } },
    "chat_template.jinja": "{{ ''.__class__ }}",
    "model.gguf.aria2": "x",
  });
  expect(warnings.join("\n")).toMatch(/pickle.*own code.*auto_map.*not ended.*"__class__"/s);
});

test("unreadable configuration is reported and the rest still told", async () => {
  const model = await detect({ "model.safetensors": bf16, "config.json": "{" });
  expect(model.quantization).toBe("bf16");
  expect(model.warnings).toEqual(['"config.json" is not valid JSON.']);
});

test("a GGUF header's keys become the registry's architecture", async () => {
  const keys = [
    writer.number("llama.block_count", 32),
    writer.number("llama.context_length", 8192),
    writer.number("llama.attention.head_count", 32),
    writer.number("llama.attention.head_count_kv", 8),
    writer.number("llama.embedding_length", 4096),
    writer.strings("tokenizer.ggml.tokens", Array.from({ length: 100 }, String)),
    writer.string("tokenizer.chat_template", "{% if tools %}{% endif %}<think>"),
  ];
  const model = await detect({ "m.gguf": makeGgufModel({ fileType: 7, types: [8], keys }) });
  expect(model.architecture).toMatchObject({
    name: "llama",
    num_layers: 32,
    num_kv_heads: 8,
    head_dim: 128,
    context_length: 8192,
    vocab_size: 100,
  });
  expect(model.contextLength).toBe(8192);
  expect(model.chatTemplate).toMatchObject({ source: "embedded", text: "{% if tools %}{% endif %}<think>" });
  expect(model.capabilities).toEqual({
    text: true,
    vision: undefined,
    audio: undefined,
    embedding: false,
    tools: true,
    thinking: true,
  });
});
