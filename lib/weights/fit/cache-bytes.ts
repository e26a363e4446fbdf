import type { FitEngine, FitRow, FitShape, KvType, LayerCache } from "#cli-bridge/protocol/memory-fit.ts";
import { toNumberWords } from "#lib/format.ts";

/** ggml packs 32 numbers into a block with its scale: 34 bytes for q8_0, 18 for q4_0. */
const bytesEach: Record<KvType, number> = { f16: 2, q8_0: 34 / 32, q4_0: 18 / 32 };

/** llama.cpp keeps, beside the window itself, room for the tokens of one batch, in steps of 256. */
const batch = 512;
const step = 256;

type Wanted = { context: number; kvType: KvType; engine: FitEngine };

/** What the keys and values of a whole context take, and the arithmetic of it. */
export function cacheRowOf(shape: FitShape, { context, kvType, engine }: Wanted): FitRow | undefined {
  const parts = shape.caches.map((cache) => partOf(cache, { context, kvType, engine }));
  if (parts.length === 0) return undefined;
  const bytes = Math.ceil(parts.reduce((sum, part) => sum + part.bytes, 0));
  return { what: "KV cache", bytes, how: parts.map(({ how }) => how).join(" + ") };
}

function partOf({ layers, keys, values, window, compressed = false }: LayerCache, wanted: Wanted) {
  const { context, kvType, engine } = wanted;
  const tokens =
    window === undefined ? context : Math.min(context, Math.ceil((window + batch) / step) * step);
  const keepsValues = !compressed || engine === "llama.cpp" || engine === "ollama";
  const numbers = keys + (keepsValues ? values : 0);
  const what = compressed ? "compressed numbers" : "numbers";
  const kept = window === undefined ? "tokens" : "tokens (sliding window)";
  return {
    bytes: layers * tokens * numbers * bytesEach[kvType],
    how: `${layers} layers × ${toNumberWords(tokens)} ${kept} × ${toNumberWords(numbers)} ${what} × ${roundedOf(kvType)} B`,
  };
}

const roundedOf = (kvType: KvType): string => String(Math.round(bytesEach[kvType] * 10_000) / 10_000);
