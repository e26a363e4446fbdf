import type { AnalysedVariant, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { priceVariants } from "#lib/weights/fit/price-variants.ts";

const gb = 1e9;

export const plainMachine: MachineNow = {
  at: "2026-11-21T08:00:00.000Z",
  memory: { totalBytes: 32 * gb, freeBytes: 20 * gb },
  gpus: [],
  unified: false,
  notes: [],
};

export const withGpu = (freeBytes: number): MachineNow => ({
  ...plainMachine,
  gpus: [{ name: "RTX 4090", totalBytes: 24 * gb, freeBytes }],
});

const shape = {
  ...{ name: "llama", layers: 32, caches: [{ layers: 32, keys: 1024, values: 1024 }], stateBytes: 0 },
  ...{ hiddenSize: 4096, vocabSize: 128_256, contextLength: 131_072, assumed: [] },
};

export type MadeVariant = Partial<AnalysedVariant> & { name: string; bytes: number };

/** An analysis as the server tells it, of weights that a test names. */
export function makeAnalysis(made: readonly MadeVariant[], more: Partial<HubAnalysis> = {}): HubAnalysis {
  const machine = more.machine ?? plainMachine;
  const unpriced = made.map((variant) => ({
    ...{ format: "gguf" as const, files: [`${variant.name}.gguf`] },
    ...variant,
  }));
  const pricing = { shape, machine, context: 8192, kvType: "f16" as const };
  const variants = priceVariants(unpriced, pricing);
  return {
    ...{ repo: "acme/Ember", url: "http://hub/acme/Ember", revision: "main", commit: "c".repeat(40) },
    ...{ gated: false, private: false, tags: [], formats: [], architecture: { from: "a header" }, shape },
    ...{ variants, extras: [], critical: [], chatTemplate: { source: "none", flags: [] } },
    sizes: { weights: 0, settings: 0, optional: 0, largeOptional: 0, total: 0 },
    ...{ code: [], warnings: [], files: [], filesTotal: 0, machine, context: 8192, kvType: "f16" },
    ...more,
  };
}

export const emberVariants: MadeVariant[] = [
  { name: "Ember-Q2_K", quantization: "q2_k", bits: 2, bytes: 3.2 * gb },
  { name: "Ember-IQ4_XS", quantization: "iq4_xs", bits: 4, bytes: 4.4 * gb },
  { name: "Ember-Q4_0", quantization: "q4_0", bits: 4, bytes: 4.6 * gb },
  { name: "Ember-Q4_K_S", quantization: "q4_k_s", bits: 4, bytes: 4.7 * gb },
  { name: "Ember-Q4_K_M", quantization: "q4_k_m", bits: 4, bytes: 4.9 * gb },
  { name: "Ember-Q6_K", quantization: "q6_k", bits: 6, bytes: 6.6 * gb },
  { name: "Ember-Q8_0", quantization: "q8_0", bits: 8, bytes: 8.5 * gb },
];
