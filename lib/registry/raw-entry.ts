import type { LayerName } from "#cli-bridge/protocol/plan.ts";

/** An entry as it stands in a file: unknown keys and all. */
export type RawEntry = Record<string, unknown>;

/** A layer as it stands in its file. An element that is no entry is carried along untouched. */
export type RawLayers = Record<LayerName, unknown[]>;

/** What the tools find out for themselves. The curated layer holds these only where a person wrote them there. */
export const dynamicKeys: ReadonlySet<string> = new Set([
  "download_format",
  "download_location",
  "download_path",
  "download_size_bytes",
  "download_files",
  "download_directory_checksum",
  "downloaded_at",
  "last_accessed",
  "artifacts",
  "performance",
  "probes",
  "version_lock",
]);

/** A number kept as its text is an object too, but one without a prototype, and no table. */
export function isRecord(value: unknown): value is RawEntry {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.getPrototypeOf(value) !== null;
}

/** The name an element of a layer goes by, or nothing when it has none to go by. */
export function nameOf(element: unknown): string | undefined {
  if (!isRecord(element) || typeof element.name !== "string") return undefined;
  const name = element.name.trim();
  return name === "" ? undefined : name;
}

/**
 * The word "None" is what the original tool makes of a null; written again a backend would be asked for it. It gives
 * way when its entry is changed, and the plan of the change says so.
 */
export const withoutNone = (entry: RawEntry): RawEntry =>
  entry.served_model_id === "None" ? { ...entry, served_model_id: null } : entry;

/** The newest `schema` number that this program understands. */
export const schemaMax = 1;

/** An element without a name that says that a newer program has written the list. */
export const isNewerMark = (element: unknown): element is RawEntry =>
  isRecord(element) && !("name" in element) && Number(element.schema ?? element.schema_version) > schemaMax;
