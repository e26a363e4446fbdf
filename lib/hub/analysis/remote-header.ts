import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { FitShape } from "#cli-bridge/protocol/memory-fit.ts";
import { shapeOfGguf } from "#lib/weights/fit/gguf-shape.ts";
import { readGgufHeader, readGgufKeys } from "#lib/weights/gguf-header.ts";
import { HeaderRefusal } from "#lib/weights/header-refusal.ts";
import { readSafetensorsHeader } from "#lib/weights/safetensors-header.ts";
import type { SafetensorsSummary } from "#lib/weights/safetensors-summary.ts";
import type { Hub, HubModel, RemoteFile } from "../hub.ts";
import { weightGroupsOf } from "../plan/weight-groups.ts";
import type { OpenContents } from "./read-contents.ts";
import { firstStepBytes, openRemoteSource, type RemoteSource } from "./remote-source.ts";

/** What the beginning of one file of weights says, and what that took. */
export type RemoteHeader = Omit<Found, "fault"> & {
  path: string;
  spent: { bytes: number; requests: number };
  warning?: string;
  /** What is wrong with the files whose own headers contradict them, by their paths: nothing will load these. */
  faults: ReadonlyMap<string, string>;
};

type Found = {
  fault?: string | undefined;
  shape?: FitShape | undefined;
  /** How many parameters there are of each type, in the words of safetensors. */
  dtypes?: Record<string, number>;
  parameters?: number | undefined;
};

/** After so many that contradict their files nobody need look at more. */
const triesMax = 3;

/**
 * Reads one header for all, as the variants of a repository are the same model; where that contradicts its file, the
 * next. What cannot be read is told of.
 */
export async function readRemoteHeader(
  hub: Hub,
  contents: OpenContents,
  signal?: AbortSignal,
): Promise<RemoteHeader | undefined> {
  const wanted = contents.locked === undefined ? headerFilesOf(contents) : [];
  const faults = new Map<string, string>();
  const spent = { bytes: 0, requests: 0 };
  let last: RemoteHeader | undefined;
  for (const file of wanted.slice(0, triesMax)) {
    const { fault, ...read } = await readOneHeader(hub, contents.model, { file, signal });
    spent.bytes += read.spent.bytes;
    spent.requests += read.spent.requests;
    last = { ...read, spent, faults };
    if (fault === undefined) return last;
    faults.set(file.path, fault);
  }
  return last;
}

type One = Omit<RemoteHeader, "faults"> & Found;

type Reading = {
  file: Pick<RemoteFile, "path" | "bytes">;
  signal: AbortSignal | undefined;
  steps?: readonly number[];
};

/** Reads the beginning of one file; what contradicts the file is its fault, what could not be read a warning. */
export async function readOneHeader(
  hub: Pick<Hub, "locate" | "dispatcher">,
  model: Pick<HubModel, "repo" | "sha">,
  { file: wanted, signal, steps }: Reading,
): Promise<One> {
  const at = { ...wanted, repo: model.repo, commit: model.sha };
  const source = openRemoteSource(hub, { ...at, signal, steps });
  try {
    const found = await readFound(source);
    return { path: wanted.path, ...found, spent: source.spent() };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof HeaderRefusal)
      return { path: wanted.path, fault: error.message, spent: source.spent() };
    const why =
      error instanceof ConsoleError
        ? [error.message, error.hint ?? ""].join(" ").trim()
        : "The connection broke off.";
    const warning = `The header of "${wanted.path}" could not be read. ${why}`;
    return { path: wanted.path, warning, spent: source.spent() };
  }
}

/** The first file of each GGUF that is whole, the smallest first; of safetensors, only where the hub has not counted them. */
function headerFilesOf({ files, model }: OpenContents): RemoteFile[] {
  const groups = weightGroupsOf(files)
    .filter(({ kind, gap }) => kind === "weights" && gap === undefined)
    .sort((one, other) => one.bytes - other.bytes);
  const of = (wanted: string) => groups.filter(({ format }) => format === wanted);
  const counted = model.safetensors?.parameters !== undefined;
  const gguf = of("gguf");
  const chosen = gguf.length > 0 || counted ? gguf : of("safetensors");
  return chosen.flatMap(({ files: [first] }) => files.find(({ path }) => path === first) ?? []);
}

async function readFound(source: RemoteSource): Promise<Found> {
  if (/\.safetensors$/i.test(source.name)) return toFound(await readSafetensorsHeader(source));
  const { metadata, lengths } = await readGgufKeys(source, Math.min(firstStepBytes, source.size));
  const counted = metadata.get("general.parameter_count");
  return {
    shape: shapeOfGguf(metadata, lengths),
    parameters: typeof counted === "number" ? counted : undefined,
    fault: await layoutFaultOf(source),
  };
}

const windowBytes = 64 * 1024;

/** What the table of the tensors says against the file, where it has come with what was fetched anyway. */
async function layoutFaultOf({ name, size, known }: RemoteSource): Promise<string | undefined> {
  const here = known();
  const read = async (offset: number, length: number) => {
    if (offset + length > here.length) throw new NotFetched();
    return here.subarray(offset, offset + length);
  };
  try {
    const { layout } = (await readGgufHeader({ name, size, read }, windowBytes)).tensors;
    return layout.consistent ? undefined : `The header of "${name}" contradicts the file: ${layout.reason}.`;
  } catch (error) {
    if (error instanceof NotFetched) return undefined;
    throw error;
  }
}

class NotFetched extends Error {}

/** Words that pack several weights each do not tell how many weights there are. */
function toFound({ byDtype, parameters, packed }: SafetensorsSummary): Found {
  const dtypes = Object.entries(byDtype).map(([dtype, tally]): [string, number] => [dtype, tally.parameters]);
  return { dtypes: Object.fromEntries(dtypes), parameters: packed > 0 ? undefined : parameters };
}
