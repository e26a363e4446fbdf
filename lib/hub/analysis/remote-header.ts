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
export type RemoteHeader = Found & {
  path: string;
  spent: { bytes: number; requests: number };
  warning?: string;
};

type Found = {
  /** In what it contradicts its format or its file: nothing will load this. */
  fault?: string | undefined;
  shape?: FitShape | undefined;
  /** How many parameters there are of each type, in the words of safetensors. */
  dtypes?: Record<string, number>;
  parameters?: number | undefined;
};

/** Reads one header for all: the variants of a repository are the same model. What cannot be read is told of. */
export async function readRemoteHeader(
  hub: Hub,
  { model, files, locked }: OpenContents,
  signal?: AbortSignal,
): Promise<RemoteHeader | undefined> {
  const wanted = locked === undefined ? headerFileOf(files, model) : undefined;
  if (wanted === undefined) return undefined;
  const source = openRemoteSource(hub, { ...wanted, repo: model.repo, commit: model.sha, signal });
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

/** The first file of the smallest GGUF that is whole; of safetensors, only where the hub has not counted them. */
function headerFileOf(files: readonly RemoteFile[], model: HubModel): RemoteFile | undefined {
  const groups = weightGroupsOf(files)
    .filter(({ kind, gap }) => kind === "weights" && gap === undefined)
    .sort((one, other) => one.bytes - other.bytes);
  const gguf = groups.find(({ format }) => format === "gguf");
  const counted = model.safetensors?.parameters !== undefined;
  const chosen = gguf ?? (counted ? undefined : groups.find(({ format }) => format === "safetensors"));
  return files.find(({ path }) => path === chosen?.files[0]);
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
