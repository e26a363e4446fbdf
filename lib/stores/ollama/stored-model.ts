import type { Evidence } from "#lib/weights/detected-model.ts";
import { quantizationNameOf } from "#lib/weights/quantization-names.ts";

/** A model of Ollama's, told by its server or by its store. What nobody says is unknown. */
export type StoredModel = {
  /** As Ollama shows it: `llama3:latest`. */
  id: string;
  /** What its layers and its description weigh; other models may share them. */
  bytes: number;
  /** The hash of its manifest, which changes when the model is pulled anew. */
  digest?: string | undefined;
  quantization: string | undefined;
  /** What told of its quantisation: the header of its weights, its description, or a server. */
  evidence?: readonly Evidence[];
  family: string | undefined;
  format: string | undefined;
  parameterSize: string | undefined;
  contextLength?: number | undefined;
  /** Ollama's own words, all of them: what is not among them the model cannot do. */
  capabilities?: string[] | undefined;
  modifiedAt: string;
  /** The file that holds the weights: a GGUF that other programs can read. */
  weights?: string | undefined;
  projectors?: string[];
  adapters?: string[];
  /** Where it runs, if not here. */
  remote?: { host: string; model: string | undefined } | undefined;
  /** What is wrong with its files. */
  problems?: string[];
};

export type StoreReading = {
  /** The folder or the address that was asked. */
  store: string;
  models: StoredModel[];
  issues: { id: string; message: string }[];
  /** Blobs whose download has not ended. */
  partials?: { count: number; bytes: number };
  /** How many models nobody could look into, and why. */
  unlooked?: { count: number; why: string };
  /** What the models take on the disk: a blob that several share is counted once. */
  bytesOnDisk?: number;
};

/** In lower case; what Ollama calls unknown is not known. */
export const toKnown = (word: string | undefined): string | undefined =>
  word === undefined || word === "" || word.toLowerCase() === "unknown" ? undefined : word.toLowerCase();

/** A quantisation in the word that we keep for it. */
export function toQuantization(word: string | undefined): string | undefined {
  const known = toKnown(word);
  return known && (quantizationNameOf(known) ?? known);
}

/** The evidence of one word, where it was said at all. */
export const evidenceOf = (claim: string | undefined, from: Evidence["from"], file: string): Evidence[] =>
  claim === undefined ? [] : [{ claim, from, file }];

export const byId = (one: { id: string }, other: { id: string }): number =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
