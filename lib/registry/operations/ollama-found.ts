import { toServedKey } from "./served-key.ts";

/** A model as Ollama's store tells of it. */
export type OllamaModel = {
  /** As Ollama shows it: `llama3:latest`. */
  id: string;
  /** What its layers weigh. */
  bytes: number;
  quantization: string | undefined;
  family: string | undefined;
  format: string | undefined;
  parameterSize: string | undefined;
  modifiedAt: string;
};

export type OllamaFound = {
  store: string;
  models: readonly OllamaModel[];
  /** Manifests that could not be read; the models they stand for are not gone. */
  issues: readonly { id: string; message: string }[];
};

export const ollamaByKey = (found: OllamaFound | undefined): Map<string, OllamaModel> =>
  new Map(found?.models.map((model) => [toServedKey(model.id), model]));
