import type { BackendKind, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { FitClass, FitEngine } from "#cli-bridge/protocol/memory-fit.ts";
import { isOnThisMachine } from "#lib/backends/instances/instance-id.ts";
import { toByteWords } from "#lib/format.ts";
import { withGpus } from "#lib/system/with-gpus.ts";
import { fitBeforeLoad } from "#lib/weights/fit/fit-before-load.ts";
import { machineForOnce } from "./machine-for-once.ts";

type Wanted = {
  bytes: number;
  context: number | undefined;
  loaded: readonly LoadedModel[];
  replace: boolean;
  /** The GPUs that it may use, where they are said. */
  gpus?: string | undefined;
};
type At = { instance: { kind: BackendKind; url: URL } };

const engineOf = (kind: BackendKind): FitEngine =>
  kind === "ollama" || kind === "vllm" || kind === "lmdeploy" ? kind : "llama.cpp";

/** What servers take where nobody says; the cache is priced only where the architecture is known. */
const usualContext = 4096;

const after: Partial<Record<FitClass, string>> = {
  "fits-gpu": "it fits the GPU",
  "fits-tight": "it just fits the GPU",
  "partial-gpu": "a part of it fits the GPU",
  "fits-ram": "it fits",
};

/**
 * Says that a model will not fit beside what is in memory, and what would have to go. No figure of what is free stands
 * in it: that changes from one look to the next, and a plan that was shown has to be the plan that is carried out.
 */
export async function fitWarning(
  { instance }: At,
  { bytes, context = usualContext, loaded, replace, gpus }: Wanted,
): Promise<string[]> {
  // Of another machine nothing is known.
  if (!isOnThisMachine(instance.url)) return [];
  const machine = withGpus(await machineForOnce(), gpus);
  const engine = engineOf(instance.kind);
  // The memory is then not what is short.
  if (machine.gpus.length === 0 && (engine === "vllm" || engine === "lmdeploy")) return [];
  const fit = fitBeforeLoad({
    model: { weightBytes: bytes, shape: undefined, context, kvType: "f16", engine },
    ...{ loaded, machine },
  });
  const isWhole =
    fit.class === "fits-gpu" ||
    fit.class === "fits-tight" ||
    (fit.class === "fits-ram" && machine.gpus.length === 0);
  if (isWhole || (replace && fit.unload)) return [];
  const where = machine.gpus.length > 0 && !machine.unified ? " on the GPU" : "";
  const needs = `It takes at least ${toByteWords(fit.needs)}, more than is free${where} now`;
  if (fit.unload)
    return [`${needs}. With ${fit.unload.ids.join(" and ")} unloaded ${after[fit.unload.class]}.`];
  return [
    fit.class === "too-big"
      ? `${needs}, and may not load.`
      : `${needs}: the rest goes to RAM, which is slower.`,
  ];
}
