import { toServedKey } from "./served-key.ts";

/** A model as Ollama's server or its store tells of it. What nobody says is unknown. */
export type OllamaModel = {
  /** As Ollama shows it: `llama3:latest`. */
  id: string;
  /** What it weighs, description and all. */
  bytes: number;
  digest?: string | undefined;
  quantization: string | undefined;
  family: string | undefined;
  format: string | undefined;
  parameterSize: string | undefined;
  contextLength?: number | undefined;
  /** Ollama's own words, all of them. */
  capabilities?: readonly string[] | undefined;
  modifiedAt: string;
  /** Files of its store that other programs can read. */
  weights?: string | undefined;
  projectors?: readonly string[];
  adapters?: readonly string[];
  /** Where it runs, if not here. */
  remote?: { host: string; model: string | undefined } | undefined;
  /** What is wrong with its files. */
  problems?: readonly string[];
};

export type OllamaFound = {
  store: string;
  models: readonly OllamaModel[];
  /** Manifests that could not be read; the models they stand for are not gone. */
  issues: readonly { id: string; message: string }[];
  partials?: { count: number; bytes: number };
};

export const ollamaByKey = (found: OllamaFound | undefined): Map<string, OllamaModel> =>
  new Map(found?.models.map((model) => [toServedKey(model.id), model]));
