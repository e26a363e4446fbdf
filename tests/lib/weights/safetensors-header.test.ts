import fc from "fast-check";
import { expect, test } from "vitest";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteSource } from "#lib/weights/byte-source.ts";
import { readSafetensorsHeader } from "#lib/weights/safetensors-header.ts";
import { makeSafetensors, makeSafetensorsOf } from "../../support/make-safetensors.ts";

const model = makeSafetensors(
  [
    ["embed.weight", "BF16", [16, 8]],
    ["layer.0.qweight", "I32", [4, 4]],
    ["layer.0.qzeros", "I32", [1, 2]],
    ["norm.weight", "F32", [8]],
  ],
  { format: "pt" },
);

test("a valid file is added up by type", async () => {
  const summary = await readSafetensorsHeader(toByteSource(model));
  expect(summary).toMatchObject({ tensors: 4, parameters: 154, packed: 16, overhead: 2, bytes: 360 });
  expect(summary.byDtype.BF16).toEqual({ tensors: 1, parameters: 128, bytes: 256 });
  expect({ ...summary.metadata }).toEqual({ format: "pt" });
});

test("padding behind the header and tensors without elements are allowed", async () => {
  const header =
    '{"a":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]},"b":{"dtype":"F16","shape":[],"data_offsets":[0,2]}}';
  const summary = await readSafetensorsHeader(toByteSource(makeSafetensorsOf(`${header}      `, 2)));
  expect(summary).toMatchObject({ tensors: 2, parameters: 1 });
});

const one = (dtype: string, shape: unknown, offsets: unknown): string =>
  JSON.stringify({ a: { dtype, shape, data_offsets: offsets } });
const two = (first: [number, number], second: [number, number]): string =>
  JSON.stringify({
    a: { dtype: "U8", shape: [first[1] - first[0]], data_offsets: first },
    b: { dtype: "U8", shape: [second[1] - second[0]], data_offsets: second },
  });
const lengthOnly = (length: bigint): Buffer => {
  const bytes = Buffer.alloc(64);
  bytes.writeBigUInt64LE(length);
  return bytes;
};

test.each<[string, Buffer, string]>([
  ["nothing", Buffer.alloc(0), "has only 0 bytes"],
  ["a header longer than the file", lengthOnly(1000n), "claims 1000 bytes, more than it has"],
  ["a header beyond the limit", lengthOnly(100_000_001n), "more than 100000000"],
  ["a header of 2^64-1 bytes", lengthOnly(2n ** 64n - 1n), "more than 100000000"],
  ["an empty header", lengthOnly(0n), "does not begin with {"],
  ["a list", makeSafetensorsOf("[]", 0), "does not begin with {"],
  ["broken JSON", makeSafetensorsOf('{"a":', 0), "is not JSON"],
  ["an unfinished string", makeSafetensorsOf('{"a\\', 0), "is not JSON"],
  [
    "text that is not UTF-8",
    Buffer.concat([lengthOnly(5n).subarray(0, 8), Buffer.from('{"\xff"}', "latin1")]),
    "is not JSON",
  ],
  ["deep nesting", makeSafetensorsOf(`{"a":${"[".repeat(1_000_000)}`, 0), "nested too deep"],
  ["a tensor twice", makeSafetensorsOf(`{"a":1,"a":${one("U8", [0], [0, 0]).slice(5)}`, 0), "there twice"],
  [
    "a field twice",
    makeSafetensorsOf('{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}', 0),
    "twice",
  ],
  ["a tensor that is null", makeSafetensorsOf('{"a":null}', 0), "is not described"],
  ["a tensor that is a list", makeSafetensorsOf('{"a":[1]}', 0), "list"],
  ["metadata of numbers", makeSafetensorsOf('{"__metadata__":{"a":1}}', 0), "not a table of text"],
  ["an unknown type", makeSafetensorsOf(one("F7", [1], [0, 1]), 1), 'unknown type "F7"'],
  ["a type named like a method", makeSafetensorsOf(one("toString", [1], [0, 1]), 1), "unknown type"],
  ["a negative dimension", makeSafetensorsOf(one("U8", [-1], [0, 1]), 1), "no proper shape"],
  ["a fractional dimension", makeSafetensorsOf(one("U8", [1.5], [0, 1]), 1), "no proper shape"],
  ["offsets that run backwards", makeSafetensorsOf(one("U8", [1], [1, 0]), 1), "no proper offsets"],
  ["three offsets", makeSafetensorsOf(one("U8", [1], [0, 1, 1]), 1), "no proper offsets"],
  [
    "a shape whose product wraps to 4",
    makeSafetensorsOf(one("U8", [4194305, 4194305, 211106198978564], [0, 4]), 4),
    "larger than any file",
  ],
  [
    "a shape that needs other bytes",
    makeSafetensorsOf(one("F32", [2], [0, 4]), 4),
    "where its shape needs 8",
  ],
  ["overlapping tensors", makeSafetensorsOf(two([0, 4], [2, 6]), 6), "overlaps another"],
  ["a hole between tensors", makeSafetensorsOf(two([0, 4], [5, 6]), 6), "hole before"],
  ["data that does not begin at 0", makeSafetensorsOf(one("U8", [1], [1, 2]), 2), "hole before"],
  ["a file cut short", model.subarray(0, -1), "its tensors need 360 bytes, it has 359"],
  ["bytes behind the last tensor", Buffer.concat([model, Buffer.alloc(1)]), "it has 361"],
])("%s is refused with the reason", async (_, bytes, reason) => {
  const refusal = await readSafetensorsHeader(toByteSource(bytes, "bad")).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ConsoleError);
  expect(String(refusal)).toContain(reason);
});

test("a header beyond 4 MB is read on another thread, with the same answer", async () => {
  const names = Array.from({ length: 60_000 }, (_, index) => `model.layers.${index}.self_attn.q_proj.weight`);
  const large = makeSafetensors(names.map((name) => [name, "BF16", [1]]));
  expect(await readSafetensorsHeader(toByteSource(large))).toMatchObject({
    tensors: 60_000,
    parameters: 60_000,
  });
  await expect(readSafetensorsHeader(toByteSource(large.subarray(0, -1)))).rejects.toThrow("it has 119999");
});

test("a tensor called __proto__ is an ordinary tensor", async () => {
  const header = '{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}';
  const summary = await readSafetensorsHeader(toByteSource(makeSafetensorsOf(header, 1)));
  expect(summary).toMatchObject({ tensors: 1, parameters: 1 });
});

test("no bytes whatever do worse than a refusal", async () => {
  const flips = fc.array(fc.tuple(fc.nat(model.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(flips, async (changes) => {
      const bytes = Buffer.from(model);
      for (const [at, value] of changes) bytes[at] = value;
      const ending = await readSafetensorsHeader(toByteSource(bytes)).catch((error: unknown) => error);
      if (ending instanceof Error && !(ending instanceof ConsoleError)) throw ending;
    }),
    { numRuns: 2000 },
  );
});
