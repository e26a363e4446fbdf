export type DtypeTally = { tensors: number; parameters: number; bytes: number };

export type SafetensorsSummary = {
  tensors: number;
  parameters: number;
  bytes: number;
  byDtype: Record<string, DtypeTally>;
  /** Elements that pack several weights each (`.qweight`), and elements that only serve those. */
  packed: number;
  overhead: number;
  metadata: Record<string, string>;
};

export type SummaryInput = { bytes: Uint8Array; dataBytes: number };
export type SummaryAnswer = { summary: SafetensorsSummary } | { refusal: string };

/*
 * The functions below run on another thread where the header is long (off-thread.ts): they stand alone, and constants
 * live inside them. The rules are those of the reference, safetensors/src/tensor.rs.
 */

export function summariseSafetensors({ bytes, dataBytes }: SummaryInput): SummaryAnswer {
  if (bytes[0] !== 0x7b) return { refusal: "its header does not begin with {" };
  const keys = countKeys(bytes);
  if (typeof keys === "string") return { refusal: keys };
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { refusal: "its header is not JSON" };
  }
  const entries = Object.entries(header);
  const inner = entries.reduce((sum, [, value]) => sum + Object.keys(Object(value)).length, 0);
  const elements = entries.filter(([, value]) => Array.isArray(value)).length;
  if (elements > 0) return { refusal: "a tensor is described by a list" };
  if (keys[0] !== entries.length || keys[1] !== inner) return { refusal: "a name is there twice" };
  const metadata = toMetadata(header.__metadata__);
  if (metadata === undefined) return { refusal: "its metadata is not a table of text" };
  const tensors: ParsedTensor[] = [];
  for (const [name, value] of entries) {
    if (name === "__metadata__") continue;
    const tensor = toTensor(name, value);
    if (typeof tensor === "string") return { refusal: tensor };
    tensors.push(tensor);
  }
  const refusal = findGap(tensors, dataBytes);
  return refusal === undefined ? { summary: addUp(tensors, dataBytes, metadata) } : { refusal };
}

type ParsedTensor = { name: string; dtype: string; elements: number; begin: number; end: number };

/** Counts the keys on the first two levels, because JSON.parse keeps silent about names that stand twice. */
export function countKeys(bytes: Uint8Array): [number, number] | string {
  const keys: [number, number, number] = [0, 0, 0];
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x22) {
      at += 1;
      while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
    } else if (byte === 0x3a) {
      keys[depth - 1] = (keys[depth - 1] ?? 0) + 1;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > 3) return "its header is nested too deep";
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return [keys[0], keys[1]];
}

export function toMetadata(value: unknown): Record<string, string> | undefined {
  const kept: Record<string, string> = Object.create(null);
  if (value === undefined) return kept;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") return undefined;
    if (Object.keys(kept).length < 64) kept[key.slice(0, 200)] = text.slice(0, 4096);
  }
  return kept;
}

export function toTensor(name: string, value: unknown): ParsedTensor | string {
  const bits: Record<string, number> = {
    ...{ F4: 4, F6_E2M3: 6, F6_E3M2: 6, BOOL: 8, U8: 8, I8: 8, F8_E5M2: 8, F8_E4M3: 8, F8_E8M0: 8 },
    ...{ F8_E4M3FNUZ: 8, F8_E5M2FNUZ: 8, I16: 16, U16: 16, F16: 16, BF16: 16, I32: 32, U32: 32, F32: 32 },
    ...{ C64: 64, F64: 64, I64: 64, U64: 64 },
  };
  const short = name.slice(0, 100);
  if (typeof value !== "object" || value === null) return `the tensor "${short}" is not described`;
  const { dtype, shape, data_offsets: offsets, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) return `the tensor "${short}" has fields that the format does not know`;
  const isCount = (each: unknown): each is number => Number.isSafeInteger(each) && Number(each) >= 0;
  const width = typeof dtype === "string" && Object.hasOwn(bits, dtype) ? bits[dtype] : undefined;
  if (typeof dtype !== "string" || width === undefined) {
    return `the tensor "${short}" has the unknown type ${JSON.stringify(dtype)?.slice(0, 40)}`;
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) return `the tensor "${short}" has no proper shape`;
  if (!Array.isArray(offsets) || offsets.length !== 2) return `the tensor "${short}" has no proper offsets`;
  const [begin, end]: unknown[] = offsets;
  if (!isCount(begin) || !isCount(end) || end < begin) return `the tensor "${short}" has no proper offsets`;
  const elements = shape.includes(0) ? 0 : shape.reduce((product: number, length) => product * length, 1);
  const size = (elements * width) / 8;
  if (!Number.isSafeInteger(elements * width)) return `the tensor "${short}" is larger than any file`;
  if (size !== end - begin)
    return `the tensor "${short}" has ${end - begin} bytes where its shape needs ${size}`;
  return { name, dtype, elements, begin, end };
}

export function findGap(tensors: ParsedTensor[], dataBytes: number): string | undefined {
  tensors.sort((one, other) => one.begin - other.begin || one.end - other.end);
  let expected = 0;
  for (const { name, begin, end } of tensors) {
    if (begin < expected) return `the tensor "${name.slice(0, 100)}" overlaps another`;
    if (begin > expected) return `there is a hole before the tensor "${name.slice(0, 100)}"`;
    expected = end;
  }
  return expected === dataBytes ? undefined : `its tensors need ${expected} bytes, it has ${dataBytes}`;
}

export function addUp(
  tensors: ParsedTensor[],
  bytes: number,
  metadata: Record<string, string>,
): SafetensorsSummary {
  const byDtype: Record<string, DtypeTally> = Object.create(null);
  const summary = {
    tensors: tensors.length,
    parameters: 0,
    bytes,
    byDtype,
    packed: 0,
    overhead: 0,
    metadata,
  };
  for (const { name, dtype, elements, begin, end } of tensors) {
    byDtype[dtype] ??= { tensors: 0, parameters: 0, bytes: 0 };
    const tally = byDtype[dtype];
    tally.tensors += 1;
    tally.parameters += elements;
    tally.bytes += end - begin;
    summary.parameters += elements;
    if (/\.(?:qweight|weight_packed)$/.test(name)) summary.packed += elements;
    else if (/\.(?:qzeros|scales|g_idx|weight_(?:scale|zero_point|shape|g_idx).*)$/.test(name)) {
      summary.overhead += elements;
    }
  }
  return summary;
}
