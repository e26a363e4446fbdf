import type { EntryDocument } from "./entry-document.ts";

/** Who made a model: said outright, else the owner of its Hugging Face id, else what its served id or its path tells. */
export function producerOf(entry: EntryDocument): string | undefined {
  const said = entry.metadata?.producer;
  if (typeof said === "string" && said !== "") return said.toLowerCase();
  const owner = huggingfaceIdOf(entry)?.split("/")[0];
  if (owner) return owner;
  const served = entry.served_model_id;
  if (entry.source_provider === "ollama" && served && served !== "None") return producerOfServed(served);
  return entry.download_path ? producerOfPath(entry.download_path) : undefined;
}

export function huggingfaceIdOf(entry: EntryDocument): string | undefined {
  const id = entry.source?.huggingface_id;
  if (typeof id === "string" && id !== "") return id;
  return entry.model_aliases?.find((alias) => alias.includes("/"));
}

function producerOfServed(served: string): string | undefined {
  if (served.startsWith("hf.co/")) return served.split("/")[1] || undefined;
  return served.split("-")[0] || undefined;
}

function producerOfPath(path: string): string | undefined {
  const parts = path.split(/[/\\]/).filter((part) => part !== "");
  const weights = parts.indexOf("weights");
  if (weights !== -1 && weights + 1 < parts.length) return parts[weights + 1];
  return parts.at(-2);
}
