import type { ByteCursor } from "./byte-cursor.ts";
import { ggmlTypes } from "./ggml-types.ts";

export type TypeTally = { tensors: number; parameters: number; bytes: number };

/** Whether the tensors lie in the file as the header says. A file that fails this must not reach a backend. */
export type GgufLayout = { consistent: true } | { consistent: false; reason: string };

export type GgufTensors = {
  count: number;
  parameters: number;
  bytes: number;
  byType: ReadonlyMap<string, TypeTally>;
  layout: GgufLayout;
};

const nameBytesMax = 65_535;
const dimensionsMax = 8;
const entryBytesMax = 8 + nameBytesMax + 4 + 8 * dimensionsMax + 12;
const dimensionMax = 2 ** 32;
/** Beyond this many, names are no longer compared; no model comes near, and a set of millions costs gigabytes. */
const comparedNamesMax = 100_000;

type TensorEntry = { name: string; type: number; elements: number; row: number; offset: number };

/** Reads the tensor table and adds it up; single tensors are not kept. */
export async function readGgufTensors(
  cursor: ByteCursor,
  { count, alignment }: { count: number; alignment: number },
): Promise<GgufTensors> {
  const byType = new Map<string, TypeTally>();
  const names = new Set<string>();
  let expected = 0;
  let end = 0;
  let parameters = 0;
  let bytes = 0;
  let reason: string | undefined;
  for (let index = 0; index < count; index += 1) {
    if (!cursor.has(entryBytesMax)) await cursor.want(entryBytesMax);
    const tensor = readTensor(cursor);
    if (names.has(tensor.name)) cursor.refuse(`the tensor "${tensor.name.slice(0, 100)}" is there twice`);
    if (names.size < comparedNamesMax) names.add(tensor.name);
    const size = tensorBytesOf(cursor, tensor);
    reason ??= misplacementOf(tensor, { size, expected, alignment });
    const tensorEnd = tensor.offset + (size ?? 0);
    expected = Math.ceil(tensorEnd / alignment) * alignment;
    end = Math.max(end, tensorEnd);
    parameters += tensor.elements;
    bytes += size ?? 0;
    addTo(byType, tensor, size ?? 0);
  }
  if (!Number.isSafeInteger(parameters) || !Number.isSafeInteger(bytes)) {
    cursor.refuse("its tensors are larger than any file");
  }
  const dataOffset = count === 0 ? 0 : Math.ceil(cursor.position / alignment) * alignment;
  reason ??= shortfallOf(cursor, dataOffset + end);
  const layout: GgufLayout = reason === undefined ? { consistent: true } : { consistent: false, reason };
  return { count, parameters, bytes, byType, layout };
}

function readTensor(cursor: ByteCursor): TensorEntry {
  const name = cursor.text("a tensor's name", nameBytesMax);
  const dimensions = cursor.uint32();
  if (dimensions > dimensionsMax) cursor.refuse(`a tensor has ${dimensions} dimensions`);
  let elements = 1;
  let row = 1;
  for (let index = 0; index < dimensions; index += 1) {
    const length = cursor.countBytes === 4 ? cursor.uint32() : Number(cursor.uint64());
    if (length >= dimensionMax) cursor.refuse(`a tensor has a dimension of ${length}`);
    if (index === 0) row = length;
    elements *= length;
  }
  if (!Number.isSafeInteger(elements))
    cursor.refuse(`the tensor "${name.slice(0, 100)}" is larger than any file`);
  const type = cursor.uint32();
  const offset = Number(cursor.uint64());
  if (!Number.isSafeInteger(offset)) cursor.refuse(`the tensor "${name.slice(0, 100)}" lies beyond any file`);
  return { name, type, elements, row, offset };
}

function tensorBytesOf(cursor: ByteCursor, { name, type, elements, row }: TensorEntry): number | undefined {
  const packing = ggmlTypes.get(type);
  if (packing === undefined) return undefined;
  if (row % packing.block !== 0) {
    cursor.refuse(`rows of "${name.slice(0, 100)}" do not fill blocks of ${packing.name}`);
  }
  const bytes = (elements / packing.block) * packing.bytes;
  if (!Number.isSafeInteger(bytes))
    cursor.refuse(`the tensor "${name.slice(0, 100)}" is larger than any file`);
  return bytes;
}

/** The rule of ggml's own reader: each tensor starts where the one before it ends, rounded up. */
function misplacementOf(
  { name, type, offset }: TensorEntry,
  { size, expected, alignment }: { size: number | undefined; expected: number; alignment: number },
): string | undefined {
  const short = name.slice(0, 100);
  if (size === undefined)
    return `the tensor "${short}" has the unknown type ${type}, so its size cannot be checked`;
  if (offset % alignment !== 0) return `the tensor "${short}" is not aligned to ${alignment} bytes`;
  if (offset < expected) return `the tensor "${short}" overlaps the one before it`;
  if (offset > expected) return `the tensor "${short}" leaves a gap before it`;
  return undefined;
}

function shortfallOf(cursor: ByteCursor, end: number): string | undefined {
  if (end <= cursor.source.size) return undefined;
  return `its tensors need ${end} bytes, the file has ${cursor.source.size}`;
}

function addTo(byType: Map<string, TypeTally>, { type, elements }: TensorEntry, bytes: number): void {
  const name = ggmlTypes.get(type)?.name ?? `type ${type}`;
  const tally = byType.get(name);
  if (tally === undefined) {
    byType.set(name, { tensors: 1, parameters: elements, bytes });
    return;
  }
  tally.tensors += 1;
  tally.parameters += elements;
  tally.bytes += bytes;
}
