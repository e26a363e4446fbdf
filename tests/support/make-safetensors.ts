type MadeTensor = { dtype: string; shape: number[]; data_offsets: [number, number] };

/** A safetensors file with any header text and any number of bytes behind it. */
export function makeSafetensorsOf(header: string, dataBytes: number): Buffer {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(dataBytes)]);
}

/** A valid file of the named tensors, one after the other. */
export function makeSafetensors(
  tensors: [name: string, dtype: string, shape: number[]][],
  metadata?: Record<string, string>,
): Buffer {
  const header: Record<string, MadeTensor | Record<string, string>> = {};
  if (metadata !== undefined) header.__metadata__ = metadata;
  let end = 0;
  for (const [name, dtype, shape] of tensors) {
    const begin = end;
    end += shape.reduce((product, length) => product * length, bytesOf(dtype));
    header[name] = { dtype, shape, data_offsets: [begin, end] };
  }
  return makeSafetensorsOf(JSON.stringify(header), end);
}

function bytesOf(dtype: string): number {
  if (dtype.endsWith("64")) return 8;
  if (dtype.endsWith("32")) return 4;
  return dtype.endsWith("16") ? 2 : 1;
}
