import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { FitShape } from "#cli-bridge/protocol/memory-fit.ts";
import { architectureOfConfigs } from "#lib/weights/config-architecture.ts";
import { shapeOfConfig } from "#lib/weights/fit/config-shape.ts";
import { findNumber, toRecord } from "#lib/weights/json-record.ts";
import type { OpenContents } from "./read-contents.ts";
import type { RemoteConfigs } from "./remote-configs.ts";
import type { RemoteHeader } from "./remote-header.ts";

type Witnesses = { contents: OpenContents; configs: RemoteConfigs; header: RemoteHeader | undefined };

/** What the weights were built as: by the header of one of them, else by config.json, else by the hub's word. */
export function architectureOf(witnesses: Witnesses): {
  told: HubAnalysis["architecture"];
  shape: FitShape | undefined;
} {
  const { contents, configs, header } = witnesses;
  const { model } = contents;
  const config = configs.configs.get("config.json");
  const figures = architectureOfConfigs(configs.configs);
  const shape = header?.shape ?? (config && shapeOfConfig(config, figures));
  const parameters = parametersOf(witnesses);
  const name = shape?.name ?? figures.name ?? model.architecture;
  const contextLength = shape?.contextLength ?? figures.context_length ?? model.contextLength;
  const { bytes = 0, requests = 0 } = header?.spent ?? {};
  return {
    shape,
    told: {
      ...(name !== undefined && { name }),
      ...(parameters !== undefined && { parameters }),
      ...(contextLength !== undefined && { contextLength }),
      from: fromOf(witnesses),
      ...(requests > 0 && { bytesFetched: bytes, requests }),
    },
  };
}

/** The hub's count first, then the table of the shards; the header of one of several shards does not tell the whole. */
function parametersOf({ contents, configs, header }: Witnesses): number | undefined {
  const counted = findNumber(toRecord(configs.index?.record.metadata), "total_parameters");
  const isWhole = header?.shape !== undefined || configs.index === undefined;
  const found = contents.model.parameters ?? counted ?? (isWhole ? header?.parameters : undefined);
  return found !== undefined && found > 0 ? found : undefined;
}

function fromOf({ contents, header }: Witnesses): string {
  if (header?.shape !== undefined) return `the header of ${header.path}`;
  const { config, locked, model } = contents;
  const isBare = config === undefined || Object.keys(config).length === 0;
  if (!isBare && locked === undefined) return "config.json";
  return isBare && model.architecture === undefined ? "nowhere" : "the hub's own account";
}
