import { z } from "zod";
import { machineNow } from "./machine-now.ts";
import { fitEngines, fitEstimate, fitShape, kvTypes } from "./memory-fit.ts";

const bytes = z.number().nonnegative();

/** Weights that are of use together: one file, or the shards of one. */
const analysedVariant = z.strictObject({
  name: z.string(),
  format: z.enum(["gguf", "safetensors", "onnx", "pytorch"]),
  quantization: z.string().optional(),
  /** Of a weight, as the quantisation's name has it; variants are grouped by this. */
  bits: z.number().positive().optional(),
  /** As the size of the files and the number of parameters have it. */
  bitsPerWeight: z.number().positive().optional(),
  files: z.array(z.string()),
  bytes,
  /** What is wrong with its files: shards that are missing, a header that contradicts what holds it. */
  gap: z.string().optional(),
  recommended: z.boolean(),
  fit: fitEstimate,
});

/** What lies beside the weights and is none of them. */
const analysedExtra = z.strictObject({
  kind: z.enum(["projector", "adapter", "imatrix"]),
  name: z.string(),
  quantization: z.string().optional(),
  files: z.array(z.string()),
  bytes,
});

const criticalFile = z.strictObject({
  name: z.string(),
  state: z.enum(["present", "missing", "not needed"]),
  why: z.string(),
});

/** What a repository holds, and whether it fits this machine. */
export const hubAnalysis = z.strictObject({
  repo: z.string(),
  url: z.string(),
  /** What was asked for, and the commit that it is now. */
  revision: z.string(),
  commit: z.string(),
  /** The weights that the reference itself named: a quantisation, a file, a folder. */
  named: z.string().optional(),
  /** It is a quantisation, and neither a file nor a folder. */
  namesWeights: z.literal(true).optional(),
  pipelineTag: z.string().optional(),
  library: z.string().optional(),
  license: z.strictObject({ name: z.string(), url: z.string().optional() }).optional(),
  gated: z.union([z.literal(false), z.literal("auto"), z.literal("manual")]),
  private: z.boolean(),
  downloads: z.number().optional(),
  likes: z.number().optional(),
  lastModified: z.string().optional(),
  tags: z.array(z.string()),
  formats: z.array(
    z.strictObject({ format: z.string(), files: z.number(), bytes, evidence: z.array(z.string()) }),
  ),
  architecture: z.strictObject({
    name: z.string().optional(),
    parameters: z.number().optional(),
    contextLength: z.number().optional(),
    /** Where that is from; how much of a file had to be fetched for it. */
    from: z.string(),
    bytesFetched: bytes.optional(),
    requests: z.number().optional(),
  }),
  shape: fitShape.optional(),
  variants: z.array(analysedVariant),
  extras: z.array(analysedExtra),
  /** Loaded beside each GGUF, and counted with it. */
  projectorBytes: bytes.optional(),
  critical: z.array(criticalFile),
  sizes: z.strictObject({
    weights: bytes,
    settings: bytes,
    optional: bytes,
    largeOptional: bytes,
    total: bytes,
  }),
  chatTemplate: z.strictObject({
    source: z.enum(["none", "header", "file"]),
    path: z.string().optional(),
    /** As it stands; a template is a program and is never run to be shown. */
    text: z.string().optional(),
    sha256: z.string().optional(),
    /** Constructs that have no use but to leave the sandbox of a template. */
    flags: z.array(z.string()),
    /** Whether it is that of the model which this one was made from, where that can be read. */
    base: z.strictObject({ repo: z.string(), isSame: z.boolean() }).optional(),
  }),
  support: z.strictObject({ repo: z.string(), lends: z.array(z.string()), says: z.string() }).optional(),
  /** What can run code on the machine that loads it. */
  code: z.array(z.string()),
  warnings: z.array(z.string()),
  files: z.array(
    z.strictObject({ path: z.string(), bytes, role: z.string(), sha256: z.string().optional() }),
  ),
  /** There are more files than are listed. */
  filesTotal: z.number(),
  machine: machineNow,
  context: z.number().int().positive(),
  kvType: z.enum(kvTypes),
  /** Where one was asked for; else each format is priced for the server that is usual for it. */
  engine: z.enum(fitEngines).optional(),
});

export type AnalysedVariant = z.infer<typeof analysedVariant>;
export type AnalysedExtra = z.infer<typeof analysedExtra>;
export type CriticalFile = z.infer<typeof criticalFile>;
export type HubAnalysis = z.infer<typeof hubAnalysis>;
