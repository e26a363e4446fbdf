import type { RawEntry } from "../raw-entry.ts";

/** The id by which Ollama knows a model, the same however it is spelled. */
export function toServedKey(id: string): string {
  const plain = id
    .trim()
    .replace(/^ollama:\/*/i, "")
    .replace(/^registry\.ollama\.ai\//, "")
    .replace(/^library\//, "");
  return plain.split("/").at(-1)?.includes(":") ? plain : `${plain}:latest`;
}

/** The id that an entry says it is served by, or that its path tells. */
export function servedKeyOf({ served_model_id: id, download_path: path }: RawEntry): string | undefined {
  if (typeof id === "string" && id !== "" && id !== "None") return toServedKey(id);
  return typeof path === "string" && /^ollama:\/*./i.test(path) ? toServedKey(path) : undefined;
}
