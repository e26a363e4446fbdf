import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { FitEstimate, FitShape } from "#cli-bridge/protocol/memory-fit.ts";
import { architectureOfConfigs } from "#lib/weights/config-architecture.ts";
import { shapeOfConfig } from "#lib/weights/fit/config-shape.ts";
import { priceVariants } from "#lib/weights/fit/price-variants.ts";
import { usualTokensOf } from "../analysis/analyse-repo.ts";
import { readOneHeader } from "../analysis/remote-header.ts";
import type { Hub } from "../hub.ts";
import { bestProjectorOf } from "./choose-weights.ts";
import { isToCome } from "./planned-files.ts";
import type { RepoContents } from "./repo-contents.ts";
import type { WeightGroup } from "./weight-groups.ts";

export type Look = {
  /** Whoever asks a program for it ends that when the signal says that nobody waits any longer. */
  readMachine: (signal: AbortSignal) => Promise<MachineNow>;
  /** Whatever has not come by then is done without. */
  limitMs?: number;
};

type Looked = {
  contents: Pick<RepoContents, "model" | "config">;
  groups: readonly WeightGroup[];
  files: readonly PlannedFile[];
  signal?: AbortSignal | undefined;
};

export type Seen = {
  blocked: DownloadPlan["blocked"];
  /** By the names of the groups. */
  fits: ReadonlyMap<string, FitEstimate>;
};

/** What is smaller is here about as soon as a look at it. */
const worthBytesMin = 16 * 1024 * 1024;
const looksMax = 8;
const limitMsUsual = 5_000;
/** One question for each file; what goes on beyond is seen once the file is here. */
const steps = [1024 * 1024];

/** Looks at the beginning of what is to be fetched, so that nobody fetches all of it to hear that it is damaged or does not fit. */
export async function lookAtWeights(
  hub: Pick<Hub, "locate" | "dispatcher">,
  { contents, groups, files, signal }: Looked,
  { readMachine, limitMs = limitMsUsual }: Look,
): Promise<Seen> {
  if (!files.some(isToCome)) return { blocked: [], fits: new Map() };
  const worthALook = files.filter((file) => isToCome(file) && file.bytes >= worthBytesMin);
  const toCome = new Map(worthALook.map((file) => [file.path, file]));
  const first = groups
    .filter(({ format }) => format === "gguf" || format === "safetensors")
    .sort((one, other) => other.bytes - one.bytes)
    .flatMap(({ files: [path = ""] }) => toCome.get(path) ?? [])
    .slice(0, looksMax);
  const limit = AbortSignal.timeout(limitMs);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  // Asked in vain for its cards, it would seem to have none.
  const inTime = (machine: MachineNow) => (either.aborted ? undefined : machine);
  const [headers, machine] = await Promise.all([
    Promise.all(first.map((file) => readHeader(file))),
    Promise.race([readMachine(either).then(inTime), whenOver(either)]),
  ]);
  signal?.throwIfAborted();
  const found = headers.flatMap((header) => header ?? []);
  const shape = found.find((header) => header.shape)?.shape ?? shapeIn(contents.config);
  return {
    blocked: found.flatMap(({ fault }) =>
      fault === undefined ? [] : toObstacle(contents.model.repo, fault),
    ),
    fits: machine && shape ? fitsOf(groups, shape, machine) : new Map(),
  };

  async function readHeader(file: PlannedFile) {
    const reading = readOneHeader(hub, contents.model, { file, signal: either, steps });
    return reading.catch((error: unknown) => {
      if (either.aborted) return undefined;
      throw error;
    });
  }
}

const whenOver = (signal: AbortSignal) =>
  new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
    if (signal.aborted) resolve(undefined);
  });

function toObstacle(what: string, fault: string): DownloadPlan["blocked"][number] {
  const hint =
    "That is how it comes from the hub, and it would be refused once all of it had come. Take others with --weights.";
  return { what, why: fault.replace(/\.$/, ""), hint };
}

function shapeIn(config: RepoContents["config"]): FitShape | undefined {
  return config && shapeOfConfig(config, architectureOfConfigs(new Map([["config.json", config]])));
}

/** All of them are the same model, so one shape prices them all. */
function fitsOf(groups: readonly WeightGroup[], shape: FitShape, machine: MachineNow): Seen["fits"] {
  const whole = groups.filter(({ kind, gap }) => kind === "weights" && gap === undefined);
  const projectorBytes = bestProjectorOf(groups.filter(({ kind }) => kind === "projector"))?.bytes;
  const variants = whole.map(({ name, format, files, bytes }) => ({ name, format, files, bytes }));
  const context = usualTokensOf(shape.contextLength);
  const priced = priceVariants(variants, {
    ...{ shape, machine, context, kvType: "f16" },
    ...(projectorBytes !== undefined && { projectorBytes }),
  });
  return new Map(priced.map(({ name, fit }) => [name, fit]));
}
