import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { FitShape } from "#cli-bridge/protocol/memory-fit.ts";
import { architectureOfConfigs } from "#lib/weights/config-architecture.ts";
import { shapeOfConfig } from "#lib/weights/fit/config-shape.ts";
import { shapeOfGguf } from "#lib/weights/fit/gguf-shape.ts";
import { readGgufKeys } from "#lib/weights/gguf-header.ts";
import { readSafetensorsHeader } from "#lib/weights/safetensors-header.ts";
import type { SafetensorsSummary } from "#lib/weights/safetensors-summary.ts";
import type { Hub, HubModel, RemoteFile } from "../hub.ts";
import { weightGroupsOf } from "../plan/weight-groups.ts";
import type { OpenContents } from "./read-contents.ts";
import type { RemoteConfigs } from "./remote-configs.ts";
import { firstStepBytes, openRemoteSource, type RemoteSource } from "./remote-source.ts";

export type ReadArchitecture = {
  told: HubAnalysis["architecture"];
  shape: FitShape | undefined;
  /** What tensors are, in the words of safetensors. */
  dtypes: Record<string, number>;
  warnings: string[];
};

type Reading = { hub: Hub; contents: OpenContents; signal: AbortSignal | undefined };

/** What the weights were built as: by the header of one of them, else by config.json, else by the hub's word. */
export async function readArchitecture(reading: Reading, configs: RemoteConfigs): Promise<ReadArchitecture> {
  const { model, files, locked } = reading.contents;
  const warnings: string[] = [];
  const wanted = locked === undefined ? headerFileOf(files, model) : undefined;
  const source =
    wanted &&
    openRemoteSource(reading.hub, { ...wanted, repo: model.repo, commit: model.sha, signal: reading.signal });
  const header = source && (await readHeader(source, reading.signal, warnings));
  const config = configs.configs.get("config.json");
  const figures = architectureOfConfigs(configs.configs);
  const shape = header?.shape ?? (config && shapeOfConfig(config, figures));
  const dtypes = model.safetensors?.parameters ?? header?.dtypes ?? {};
  const parameters = parametersOf(model, { header, configs });
  const name = shape?.name ?? figures.name ?? model.architecture;
  const contextLength = shape?.contextLength ?? figures.context_length ?? model.contextLength;
  const spent = source?.spent();
  return {
    ...{ shape, dtypes, warnings },
    told: {
      ...(name !== undefined && { name }),
      ...(parameters !== undefined && { parameters }),
      ...(contextLength !== undefined && { contextLength }),
      from: fromOf({ header, source, contents: reading.contents }),
      ...(spent && spent.requests > 0 && { bytesFetched: spent.bytes, requests: spent.requests }),
    },
  };
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

type Header = {
  shape?: FitShape | undefined;
  dtypes?: Record<string, number>;
  parameters?: number | undefined;
};

/** What cannot be read is told of; the repository can still be looked at. */
async function readHeader(
  source: RemoteSource,
  signal: AbortSignal | undefined,
  warnings: string[],
): Promise<Header | undefined> {
  try {
    if (/\.safetensors$/i.test(source.name)) return fromSafetensors(await readSafetensorsHeader(source));
    const { metadata, lengths } = await readGgufKeys(source, Math.min(firstStepBytes, source.size));
    const counted = metadata.get("general.parameter_count");
    const parameters = typeof counted === "number" ? counted : undefined;
    return { shape: shapeOfGguf(metadata, lengths), parameters };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const why = error instanceof ConsoleError ? error.message : "The connection broke off.";
    warnings.push(`The header of "${source.name}" could not be read. ${why}`);
    return undefined;
  }
}

/** One of several shards does not tell how large the whole is. */
function fromSafetensors({ byDtype, parameters, packed }: SafetensorsSummary): Header {
  const dtypes = Object.entries(byDtype).map(([dtype, tally]): [string, number] => [dtype, tally.parameters]);
  return { dtypes: Object.fromEntries(dtypes), parameters: packed > 0 ? undefined : parameters };
}

type Told = { header: Header | undefined; configs: RemoteConfigs };

function parametersOf(model: HubModel, { header, configs }: Told): number | undefined {
  const total = configs.index?.record.metadata;
  const indexed = typeof total === "object" && total !== null && "total_parameters" in total;
  const counted = indexed ? Number(total.total_parameters) : Number.NaN;
  const isWhole = header?.shape !== undefined || configs.index === undefined;
  const found = model.parameters ?? (counted > 0 ? counted : isWhole ? header?.parameters : undefined);
  return found !== undefined && found > 0 ? found : undefined;
}

type Source = {
  header: Header | undefined;
  source: RemoteSource | undefined;
  contents: OpenContents;
};

function fromOf({ header, source, contents }: Source): string {
  if (header?.shape !== undefined && source !== undefined) return `the header of ${source.name}`;
  const { config, locked, model } = contents;
  const isBare = config === undefined || Object.keys(config).length === 0;
  if (!isBare && locked === undefined) return "config.json";
  return isBare && model.architecture === undefined ? "nowhere" : "the hub's own account";
}
