import type { FitEngine, FitRow, FitShape } from "#cli-bridge/protocol/memory-fit.ts";
import { toByteWords, toNumberWords } from "#lib/format.ts";

type Engine = {
  says: string;
  /** What the program and its driver take on each GPU before a model is there. */
  perGpuBytes: number;
  /** What it takes where it computes on the processor alone. */
  onRamBytes: number;
  /** Layers that do not fit the GPU can stay in RAM. */
  splits: boolean;
  /** It computes in RAM where GPUs are too small; the others are of no use without one. */
  runsInRam: boolean;
  /** It takes no more than this share of a GPU, whatever is free. */
  shareMax: number;
  /** Tokens that are computed at once, and sequences whose next word is chosen at once. */
  tokensAtOnce: number;
  sequences: number;
};

/**
 * Allowances as these programs report them on start with their usual settings: llama.cpp's CUDA context, the least that
 * Ollama keeps clear on each card, vLLM's context with its captured graphs.
 */
export const engines: Record<FitEngine, Engine> = {
  "llama.cpp": {
    ...{ says: "llama.cpp", perGpuBytes: 350e6, onRamBytes: 150e6, splits: true, runsInRam: true },
    ...{ shareMax: 1, tokensAtOnce: 512, sequences: 512 },
  },
  ollama: {
    ...{ says: "Ollama", perGpuBytes: 480e6, onRamBytes: 200e6, splits: true, runsInRam: true },
    ...{ shareMax: 1, tokensAtOnce: 512, sequences: 512 },
  },
  vllm: {
    ...{ says: "vLLM", perGpuBytes: 1.2e9, onRamBytes: 2e9, splits: false, runsInRam: false },
    ...{ shareMax: 0.9, tokensAtOnce: 8192, sequences: 256 },
  },
  lmdeploy: {
    ...{ says: "LMDeploy", perGpuBytes: 0.9e9, onRamBytes: 1.5e9, splits: false, runsInRam: false },
    ...{ shareMax: 0.9, tokensAtOnce: 8192, sequences: 128 },
  },
  onnxruntime: {
    ...{ says: "ONNX Runtime", perGpuBytes: 500e6, onRamBytes: 150e6, splits: false, runsInRam: true },
    ...{ shareMax: 1, tokensAtOnce: 512, sequences: 1 },
  },
};

/** Numbers of 4 bytes that a token of a batch keeps in flight for each of the model's hidden ones. */
const activationBytes = 24;
const unknownVocabulary = 150_000;
const unknownHidden = 4096;

/** Room for computing: scores of all words for what is chosen, and what is in flight between two layers. */
export function computeRowOf(
  shape: FitShape,
  { context, engine }: { context: number; engine: FitEngine },
): FitRow {
  const { tokensAtOnce, sequences } = engines[engine];
  const { vocabSize: words = unknownVocabulary, hiddenSize: hidden = unknownHidden } = shape;
  const tokens = Math.min(tokensAtOnce, context);
  const scores = Math.min(sequences, tokens) * words * 4;
  const inFlight = tokens * hidden * activationBytes;
  const mask = Math.min(tokens, 512) * context * 2;
  const how = [
    `${toNumberWords(Math.min(sequences, tokens))} tokens × ${toNumberWords(words)} words × 4 B`,
    `${toNumberWords(tokens)} × ${toNumberWords(hidden)} × ${activationBytes} B`,
    `mask ${toNumberWords(Math.min(tokens, 512))} × ${toNumberWords(context)} × 2 B`,
  ];
  return { what: "Compute buffers", bytes: scores + inFlight + mask, how: how.join(" + ") };
}

/** What the server itself takes, on so many GPUs; on none, in RAM. */
export function overheadRowOf(engine: FitEngine, gpus: number): FitRow {
  const { says, perGpuBytes, onRamBytes } = engines[engine];
  if (gpus === 0) return { what: "Server", bytes: onRamBytes, how: `${says} itself` };
  const times = gpus === 1 ? "" : `${gpus} GPUs × ${toByteWords(perGpuBytes)}: `;
  return { what: "Server", bytes: gpus * perGpuBytes, how: `${times}${says} and the driver on each GPU` };
}
