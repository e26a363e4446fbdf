import { ggmlTypes } from "#lib/weights/ggml-types.ts";

export type MadeKey = [key: string, type: number, value: Buffer];
export type MadeTensor = { name: string; dims: number[]; type: number; offset?: number };

type Shape = {
  version?: number;
  endian?: "little" | "big";
  keys?: MadeKey[];
  tensors?: MadeTensor[];
  /** Leaves the tensors' bytes out. */
  headerOnly?: boolean;
  alignment?: number;
};

/** Writes numbers and strings in one byte order and one width of counts. */
export class GgufWriter {
  readonly little: boolean;
  readonly wide: boolean;

  constructor({ version = 3, endian = "little" }: Shape = {}) {
    this.little = endian === "little";
    this.wide = version !== 1;
  }

  u32 = (value: number): Buffer => {
    const buffer = Buffer.alloc(4);
    if (this.little) buffer.writeUInt32LE(value >>> 0);
    else buffer.writeUInt32BE(value >>> 0);
    return buffer;
  };

  u64 = (value: number | bigint): Buffer => {
    const buffer = Buffer.alloc(8);
    if (this.little) buffer.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
    else buffer.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value)));
    return buffer;
  };

  f32 = (value: number): Buffer => {
    const buffer = Buffer.alloc(4);
    if (this.little) buffer.writeFloatLE(value);
    else buffer.writeFloatBE(value);
    return buffer;
  };

  count = (value: number | bigint): Buffer => (this.wide ? this.u64(value) : this.u32(Number(value)));
  text = (value: string): Buffer => Buffer.concat([this.count(Buffer.byteLength(value)), Buffer.from(value)]);

  string = (key: string, value: string): MadeKey => [key, 8, this.text(value)];
  number = (key: string, value: number): MadeKey => [key, 4, this.u32(value)];
  float = (key: string, value: number): MadeKey => [key, 6, this.f32(value)];
  strings = (key: string, values: string[]): MadeKey => [
    key,
    9,
    Buffer.concat([this.u32(8), this.count(values.length), ...values.map(this.text)]),
  ];
  numbers = (key: string, values: number[]): MadeKey => [
    key,
    9,
    Buffer.concat([this.u32(4), this.count(values.length), ...values.map(this.u32)]),
  ];
}

/** A complete, valid GGUF file; the tensors are zeros of the right length. */
export function makeGguf(shape: Shape = {}): Buffer {
  const { version = 3, keys = [], tensors = [], headerOnly = false, alignment = 32 } = shape;
  const writer = new GgufWriter(shape);
  const parts = [Buffer.from("GGUF"), writer.u32(version), writer.count(tensors.length)];
  parts.push(writer.count(keys.length));
  for (const [key, type, value] of keys) parts.push(writer.text(key), writer.u32(type), value);
  let end = 0;
  for (const { name, dims, type, offset } of tensors) {
    const start = offset ?? Math.ceil(end / alignment) * alignment;
    parts.push(writer.text(name), writer.u32(dims.length), ...dims.map(writer.count));
    parts.push(writer.u32(type), writer.u64(start));
    end = start + bytesOf(dims, type);
  }
  const header = Buffer.concat(parts);
  if (headerOnly || tensors.length === 0) return header;
  const dataOffset = Math.ceil(header.length / alignment) * alignment;
  return Buffer.concat([header, Buffer.alloc(dataOffset - header.length + end)]);
}

function bytesOf(dims: number[], type: number): number {
  const packing = ggmlTypes.get(type) ?? { block: 1, bytes: 1 };
  return (dims.reduce((product, length) => product * length, 1) / packing.block) * packing.bytes;
}

/** A small model as llama.cpp would write it. */
export function makeGgufModel({
  fileType,
  types,
  keys = [],
}: {
  fileType?: number;
  types: number[];
  keys?: MadeKey[];
}): Buffer {
  const writer = new GgufWriter();
  const own = [writer.string("general.architecture", "llama"), ...keys];
  if (fileType !== undefined) own.push(writer.number("general.file_type", fileType));
  return makeGguf({
    keys: own,
    tensors: types.map((type, index) => ({ name: `blk.${index}.weight`, dims: [256, 2], type })),
  });
}
