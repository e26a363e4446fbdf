import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toByteSource, withFileSource } from "#lib/weights/byte-source.ts";
import { readGgufFile, readGgufHeader, readGgufKeys } from "#lib/weights/gguf-header.ts";
import { GgufWriter, makeGguf } from "../../support/make-gguf.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const plain = new GgufWriter();

test.each([
  [1, "little"],
  [2, "little"],
  [3, "little"],
  [3, "big"],
] as const)("version %i, %s endian, is read completely", async (version, endian) => {
  const writer = new GgufWriter({ version, endian });
  const header = await readGgufHeader(
    toByteSource(
      makeGguf({
        version,
        endian,
        keys: [
          writer.string("general.architecture", "llama"),
          writer.number("llama.context_length", 131_072),
          writer.float("llama.rope.freq_base", 500_000),
          writer.strings(
            "tokenizer.ggml.tokens",
            Array.from({ length: 500 }, (_, index) => `token${index}`),
          ),
          writer.numbers(
            "tokenizer.ggml.token_type",
            Array.from({ length: 500 }, () => 1),
          ),
          writer.strings("general.tags", ["a", "b"]),
        ],
        tensors: [
          { name: "token_embd.weight", dims: [256, 4], type: 12 },
          { name: "output_norm.weight", dims: [256], type: 0 },
        ],
      }),
    ),
  );
  expect(header).toMatchObject({ version, endian, alignment: 32 });
  expect([...header.metadata]).toEqual([
    ["general.architecture", "llama"],
    ["llama.context_length", 131_072],
    ["llama.rope.freq_base", 500_000],
    ["general.tags", ["a", "b"]],
  ]);
  expect(header.tensors).toMatchObject({
    count: 2,
    parameters: 1280,
    bytes: 576 + 1024,
    layout: { consistent: true },
  });
  expect(header.tensors.byType.get("Q4_K")).toEqual({ tensors: 1, parameters: 1024, bytes: 576 });
});

test("a chat template is kept whole, however long the other strings may not be", async () => {
  const template = "{{ x }}".repeat(30_000);
  const keys = [plain.string("tokenizer.chat_template", template), plain.string("general.notes", template)];
  const { metadata } = await readGgufHeader(toByteSource(makeGguf({ keys })));
  expect([...metadata.keys()]).toEqual(["tokenizer.chat_template"]);
  expect(metadata.get("tokenizer.chat_template")).toBe(template);
});

test("a number beyond safe integers keeps its digits", async () => {
  const keys = [["general.seed", 10, plain.u64(2n ** 64n - 1n)] as [string, number, Buffer]];
  const { metadata } = await readGgufHeader(toByteSource(makeGguf({ keys })));
  expect(metadata.get("general.seed")).toBe(2n ** 64n - 1n);
});

test("a file without tensors, such as a vocabulary, is consistent", async () => {
  const { tensors } = await readGgufHeader(toByteSource(makeGguf()));
  expect(tensors).toMatchObject({ count: 0, layout: { consistent: true } });
});

test("strings that straddle the reading window are stepped over exactly", async () => {
  const tokens = Array.from({ length: 60_000 }, (_, index) => "x".repeat(index % 97));
  const keys = [plain.strings("tokenizer.ggml.tokens", tokens), plain.string("last", "here")];
  const reads: number[] = [];
  const folder = await temporaryFolder();
  await writeFile(join(folder, "a.gguf"), makeGguf({ keys }));
  const { metadata } = await withFileSource(join(folder, "a.gguf"), (source) =>
    readGgufHeader({
      ...source,
      read: (offset, length) => {
        reads.push(length);
        return source.read(offset, length);
      },
    }),
  );
  expect(metadata.get("last")).toBe("here");
  expect(Math.max(...reads)).toBe(1024 * 1024);
});

test("a long numeric array is skipped without reading it", async () => {
  const bytes = makeGguf({
    keys: [
      plain.numbers(
        "x",
        Array.from({ length: 2_000_000 }, () => 7),
      ),
      plain.string("last", "here"),
    ],
  });
  let bytesRead = 0;
  const source = toByteSource(bytes);
  const { metadata } = await readGgufHeader({
    ...source,
    read: (offset, length) => {
      bytesRead += length;
      return source.read(offset, length);
    },
  });
  expect(metadata.get("last")).toBe("here");
  expect(bytesRead).toBeLessThan(2 * 1024 * 1024);
});

test("a file that is not there is an ordinary missing file", async () => {
  await expect(readGgufFile(join(await temporaryFolder(), "none.gguf"))).rejects.toThrow("ENOENT");
});

test.each([
  ["the last tensor cut short", (file: Buffer) => file.subarray(0, -1), "its tensors need 640 bytes"],
  ["the header alone", (file: Buffer) => file.subarray(0, 130), "the file has 130"],
])("%s is told as inconsistent", async (_, cut, reason) => {
  const tensors = [
    { name: "a", dims: [32], type: 0 },
    { name: "b", dims: [64], type: 0 },
    { name: "c", dims: [32], type: 0 },
  ];
  const file = makeGguf({ tensors });
  const { layout } = (await readGgufHeader(toByteSource(cut(file)))).tensors;
  expect(layout).toMatchObject({ consistent: false, reason: expect.stringContaining(reason) });
});

test.each([
  ["overlap", 64, "overlaps the one before it"],
  ["leave a gap", 4096, "leaves a gap before it"],
  ["are not aligned", 131, "is not aligned to 32 bytes"],
])("tensors that %s are told as inconsistent", async (_, offset, reason) => {
  const tensors = [
    { name: "a", dims: [32], type: 0 },
    { name: "b", dims: [32], type: 0, offset },
  ];
  const { layout } = (await readGgufHeader(toByteSource(makeGguf({ tensors })))).tensors;
  expect(layout).toMatchObject({ consistent: false, reason: expect.stringContaining(reason) });
});

test("a tensor type nobody knows leaves the file unchecked and says so", async () => {
  const tensors = [{ name: "a", dims: [32], type: 4_000_000 }];
  const { layout } = (await readGgufHeader(toByteSource(makeGguf({ tensors })))).tensors;
  expect(layout).toMatchObject({
    consistent: false,
    reason: expect.stringContaining("unknown type 4000000"),
  });
});

test("a list with a number for each of many layers is kept", async () => {
  const heads = Array.from({ length: 162 }, (_, layer) => layer % 2);
  const keys = [plain.numbers("llama.attention.head_count_kv", heads)];
  const { metadata } = await readGgufHeader(toByteSource(makeGguf({ keys })));
  expect(metadata.get("llama.attention.head_count_kv")).toEqual(heads);
});

test("what stands before the vocabulary can be read alone, with the number of its words", async () => {
  const words = Array.from({ length: 50_000 }, (_, index) => `token${index}`);
  const keys = [
    plain.string("general.architecture", "llama"),
    plain.number("llama.block_count", 32),
    plain.string("tokenizer.ggml.model", "gpt2"),
    plain.strings("tokenizer.ggml.tokens", words),
    plain.number("general.file_type", 15),
  ];
  const whole = toByteSource(makeGguf({ keys }));
  const reads: number[] = [];
  const read = (offset: number, length: number) => {
    reads.push(offset + length);
    return whole.read(offset, length);
  };
  const { metadata, lengths } = await readGgufKeys({ ...whole, read }, 128 * 1024);
  expect(metadata.get("tokenizer.ggml.model")).toBe("gpt2");
  expect(lengths.get("tokenizer.ggml.tokens")).toBe(50_000);
  expect(metadata.has("general.file_type")).toBe(false);
  expect(reads).toEqual([128 * 1024]);
});

test("a vocabulary that stands first is stepped over on the way to the layers", async () => {
  const keys = [
    plain.strings("tokenizer.ggml.tokens", ["a", "b"]),
    plain.string("general.architecture", "llama"),
    plain.number("llama.block_count", 32),
  ];
  const { metadata } = await readGgufKeys(toByteSource(makeGguf({ keys })), 128 * 1024);
  expect(metadata.get("llama.block_count")).toBe(32);
});
