import { isValue } from "./argument-words.ts";

/** Parameters of loading that have a field of their own, and stand among the arguments of a backend all the same. */
export const loadingArguments = {
  maxModelLen: { flags: ["--max-model-len", "--max_model_len"], backend: "vllm" },
  gpuMemoryUtilization: { flags: ["--gpu-memory-utilization", "--gpu_memory_utilization"], backend: "vllm" },
  tensorParallelSize: {
    flags: ["--tensor-parallel-size", "--tensor_parallel_size", "-tp"],
    backend: "vllm",
    unsaid: "1",
  },
  kvCacheDtype: { flags: ["--kv-cache-dtype", "--kv_cache_dtype"], backend: "vllm", unsaid: "auto" },
  numCtx: { flags: ["--num-ctx", "--num_ctx"], backend: "ollama" },
  numGpu: { flags: ["--num-gpu", "--num_gpu"], backend: "ollama" },
} as const satisfies Record<string, LoadingArgument>;

export type LoadingArgument = {
  flags: readonly [string, ...string[]];
  backend: string;
  /** What the backend does anyway, so that it need not be said. */
  unsaid?: string;
};

export type LoadingName = keyof typeof loadingArguments;
export const loadingNames = Object.keys(loadingArguments) as LoadingName[];

type Place = { at: number; length: 1 | 2; value: string; spelling: "=" | " " };

/** Where a flag stands: `--f v` as two words or glued into one, or `--f=v`. */
function placesOf(words: readonly string[], flags: readonly string[]): Place[] {
  const places: Place[] = [];
  for (const [at, word] of words.entries()) {
    const flag = flags.find(
      (each) => word === each || word.startsWith(`${each}=`) || word.startsWith(`${each} `),
    );
    if (flag === undefined) continue;
    const next = words[at + 1];
    if (word !== flag) {
      const spelling = word[flag.length] === "=" ? "=" : " ";
      places.push({ at, length: 1, value: word.slice(flag.length + 1).trim(), spelling });
    } else if (isValue(next)) places.push({ at, length: 2, value: next, spelling: " " });
    else places.push({ at, length: 1, value: "", spelling: " " });
  }
  return places;
}

/** What the arguments say of a parameter. Of several the last counts, as it does for the backends. */
export const readLoading = (words: readonly string[], name: LoadingName): string | undefined =>
  placesOf(words, loadingArguments[name].flags).at(-1)?.value;

/** The arguments with a parameter set, or gone; all others stay as and where they are. */
export function withLoading(
  words: readonly string[],
  name: LoadingName,
  value: string | undefined,
): string[] {
  const { flags, unsaid }: LoadingArgument = loadingArguments[name];
  const places = placesOf(words, flags);
  const said = value === undefined || value === unsaid ? undefined : value;
  const gone = new Set(places.flatMap(({ at, length }) => (length === 2 ? [at, at + 1] : [at])));
  const first = places[0];
  const flag = first ? (flags.find((each) => words[first.at]?.startsWith(each)) ?? flags[0]) : flags[0];
  const fresh = said === undefined ? [] : first?.spelling === "=" ? [`${flag}=${said}`] : [flag, said];
  const kept = words.flatMap((word, at) => {
    if (at === first?.at) return fresh;
    return gone.has(at) ? [] : [word];
  });
  return first ? kept : [...kept, ...fresh];
}
