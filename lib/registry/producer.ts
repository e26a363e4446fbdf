import type { EntryDocument } from "./entry-document.ts";

/**
 * Who made a model, in small letters: said outright, else the owner of its Hugging Face id, else what its served id
 * or its path tells. The original tool answers the same, but of a path of Ollama's, where it takes the scheme for a
 * folder.
 */
export function producerOf(entry: EntryDocument): string | undefined {
  return knownProducerOf(entry)?.toLowerCase();
}

function knownProducerOf(entry: EntryDocument): string | undefined {
  const said = entry.metadata?.producer;
  if (typeof said === "string" && said !== "") return said;
  const owner = huggingfaceIdOf(entry)?.split("/")[0];
  if (owner) return owner;
  const served = entry.served_model_id;
  const told =
    entry.source_provider === "ollama" && served && served !== "None" ? producerOfServed(served) : undefined;
  return told ?? (entry.download_path ? producerOfPath(entry.download_path) : undefined);
}

export function huggingfaceIdOf(entry: EntryDocument): string | undefined {
  const id = entry.source?.huggingface_id;
  if (typeof id === "string" && id !== "") return id;
  return entry.model_aliases?.find((alias) => alias.includes("/"));
}

/** The first word of an id as Ollama knows it; the host of a Hugging Face id is no word. */
export function producerOfServed(served: string): string | undefined {
  const words = served.split(/[-:/\\]/).filter((word) => word !== "");
  const isOfHub = words[0]?.toLowerCase() === "hf.co" && words.length > 2;
  return words[isOfHub ? 1 : 0];
}

const ollamaScheme = /^ollama:/i;

function producerOfPath(path: string): string | undefined {
  if (ollamaScheme.test(path)) return producerOfServed(path.replace(ollamaScheme, ""));
  const parts = path.split(/[/\\]/).filter((part) => part !== "");
  const weights = parts.findIndex((part) => part.toLowerCase() === "weights");
  if (weights !== -1 && weights + 1 < parts.length) return parts[weights + 1];
  return parts.at(-2);
}
