import fc from "fast-check";
import { expect, test } from "vitest";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteSource } from "#lib/weights/byte-source.ts";
import { readGgufHeader } from "#lib/weights/gguf-header.ts";
import { GgufWriter, type MadeKey, makeGguf, makeGgufModel } from "../../support/make-gguf.ts";

const { u32, u64, text, string, number } = new GgufWriter();
const start = (tensors: number | bigint, keys: number | bigint): Buffer =>
  Buffer.concat([Buffer.from("GGUF"), u32(3), u64(tensors), u64(keys)]);
const withKey = (...value: Buffer[]): Buffer => Buffer.concat([start(0, 1), text("k"), ...value]);
const withTensor = (...value: Buffer[]): Buffer => Buffer.concat([start(1, 0), text("t"), ...value]);
const nested = (depth: number): Buffer =>
  Buffer.concat([u32(9), ...Array.from({ length: depth }, () => [u32(9), u64(1)]).flat(), u32(4), u64(0)]);

test.each<[string, Buffer, string]>([
  ["nothing", Buffer.alloc(0), "has only 0 bytes"],
  ["eight bytes", Buffer.concat([Buffer.from("GGUF"), u32(3)]), "has only 8 bytes"],
  ["another magic", Buffer.from("GGML".padEnd(64, "\0")), "does not begin with GGUF"],
  ["version 0", Buffer.concat([Buffer.from("GGUF"), u32(0), Buffer.alloc(16)]), "version is 0"],
  ["version 4", Buffer.concat([Buffer.from("GGUF"), u32(4), Buffer.alloc(16)]), "version is 4"],
  ["2^64-1 keys", start(0, -1n), "number of keys"],
  ["100,001 keys", start(0, 100_001), "number of keys"],
  ["2^63 tensors", start(2n ** 63n, 0), "number of tensors"],
  ["10,000,001 tensors", start(10_000_001, 0), "number of tensors"],
  ["more tensors than there are bytes", start(5_000_000, 0), "inside its header"],
  [
    "a key longer than the file",
    Buffer.concat([start(0, 1), u64(60_000), Buffer.alloc(9)]),
    "inside its header",
  ],
  ["a key of 2^63 bytes", Buffer.concat([start(0, 1), u64(2n ** 63n)]), "length of a key"],
  ["a string of 2^64-1 bytes", withKey(u32(8), u64(-1n)), "length of a string"],
  ["a string of 11 MB", withKey(u32(8), u64(11_000_000)), "length of a string"],
  ["a string longer than the file", withKey(u32(8), u64(1_000_000)), "beyond its end"],
  ["a value of an unknown type", withKey(u32(13), Buffer.alloc(64)), "unknown type 13"],
  ["a value of a negative type", withKey(u32(-1), Buffer.alloc(64)), "unknown type 4294967295"],
  ["an array of 2^53 numbers", withKey(u32(9), u32(4), u64(2n ** 53n - 1n)), "cannot exist"],
  ["an array of 2^64-1 numbers", withKey(u32(9), u32(4), u64(-1n)), "length of an array"],
  ["an array whose product wraps to 0", withKey(u32(9), u32(10), u64(2n ** 61n)), "length of an array"],
  ["an array longer than the file", withKey(u32(9), u32(0), u64(1_000_000)), "beyond its end"],
  ["two million strings", withKey(u32(9), u32(8), u64(2_000_000)), "an array has 2000000 elements"],
  ["more strings than bytes", withKey(u32(9), u32(8), u64(900_000)), "inside its header"],
  ["a huge string in an array", withKey(u32(9), u32(8), u64(100), u64(2n ** 40n)), "a string is longer"],
  ["arrays nested 5 deep", withKey(nested(5)), "nested deeper than 4"],
  ["two million arrays", withKey(u32(9), u32(9), u64(2_000_000)), "an array has 2000000 elements"],
  ["20,000 arrays in arrays", withKey(u32(9), u32(9), u64(20_000)), "20000 arrays in arrays"],
  ["an array of an unknown type", withKey(u32(9), u32(99), u64(3)), "unknown type 99"],
  ["a tensor of 9 dimensions", withTensor(u32(9), Buffer.alloc(128)), "9 dimensions"],
  ["a tensor of -1 dimensions", withTensor(u32(-1), Buffer.alloc(128)), "4294967295 dimensions"],
  ["a negative dimension", withTensor(u32(1), u64(-32n), u32(0), u64(0)), "a dimension of"],
  [
    "a product beyond 2^53",
    withTensor(u32(2), u64(2 ** 31), u64(2 ** 31), u32(0), u64(0)),
    "larger than any file",
  ],
  ["an offset beyond 2^53", withTensor(u32(1), u64(32), u32(0), u64(-32n)), "beyond any file"],
  [
    "rows that do not fill a block",
    withTensor(u32(1), u64(33), u32(12), u64(0)),
    "do not fill blocks of Q4_K",
  ],
  ["a key twice", makeGguf({ keys: [number("a", 1), number("a", 2)] }), 'key "a" is there twice'],
  ["alignment 0", makeGguf({ keys: [number("general.alignment", 0)] }), "alignment is 0"],
  ["alignment 3", makeGguf({ keys: [number("general.alignment", 3)] }), "alignment is 3"],
  ["alignment 2^31", makeGguf({ keys: [number("general.alignment", 2 ** 31)] }), "alignment is 2147483648"],
  ["an alignment that is text", makeGguf({ keys: [string("general.alignment", "32")] }), "alignment is 32"],
  [
    "a tensor twice",
    makeGguf({ tensors: [0, 0].map((type) => ({ name: "t", dims: [8], type })) }),
    "there twice",
  ],
])("%s is refused with the reason", async (_, bytes, reason) => {
  const refusal = await readGgufHeader(toByteSource(bytes, "bad.gguf")).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ConsoleError);
  expect(String(refusal)).toContain(reason);
  expect(String(refusal)).toContain('"bad.gguf" is not a valid GGUF file');
});

test("a key named __proto__ is an ordinary key", async () => {
  const { metadata } = await readGgufHeader(toByteSource(makeGguf({ keys: [string("__proto__", "x")] })));
  expect(metadata.get("__proto__")).toBe("x");
  expect("x" in {}).toBe(false);
});

test("metadata that would fill the memory is refused", async () => {
  const keys = Array.from({ length: 500 }, (_, index): MadeKey => string(`k${index}`, "x".repeat(64 * 1024)));
  await expect(readGgufHeader(toByteSource(makeGguf({ keys })))).rejects.toThrow("its metadata is longer");
});

test("an endless source of tiny strings is refused, not walked to its end", async () => {
  const page = Buffer.alloc(1024 * 1024);
  const head = Buffer.concat([start(0, 100_000), text("k"), u32(9), u32(8), u64(1_000_000)]);
  const source = {
    name: "endless.gguf",
    size: 2 ** 50,
    read: async (offset: number, length: number) =>
      offset === 0 ? Buffer.concat([head, page]).subarray(0, length) : page,
  };
  await expect(readGgufHeader(source)).rejects.toBeInstanceOf(ConsoleError);
});

test("cut at any byte, a file is refused or told as inconsistent", async () => {
  const file = makeGgufModel({ fileType: 15, types: [12, 14, 0] });
  for (let length = 0; length < file.length; length += 1) {
    const ending = await readGgufHeader(toByteSource(file.subarray(0, length))).catch(
      (error: unknown) => error,
    );
    if (ending instanceof ConsoleError) continue;
    expect(ending, `cut at ${length}`).toMatchObject({ tensors: { layout: { consistent: false } } });
  }
});

test("no bytes whatever do worse than a refusal", async () => {
  const model = makeGgufModel({ fileType: 15, types: [12, 14, 0], keys: [string("a", "b")] }).subarray(
    0,
    400,
  );
  const flips = fc.array(fc.tuple(fc.nat(model.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(flips, async (changes) => {
      const bytes = Buffer.from(model);
      for (const [at, value] of changes) bytes[at] = value;
      const ending = await readGgufHeader(toByteSource(bytes)).catch((error: unknown) => error);
      if (ending instanceof Error && !(ending instanceof ConsoleError)) throw ending;
    }),
    { numRuns: 2000 },
  );
});
