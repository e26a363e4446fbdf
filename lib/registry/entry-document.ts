import { isRecord, type RawEntry } from "./raw-entry.ts";
import {
  isFlag,
  isNumber,
  isText,
  listOf,
  orNone,
  type TableOf,
  tableOf,
  valuesOf,
  wrongKeysOf,
} from "./value-guards.ts";

const text = orNone(isText);
const texts = orNone(listOf(isText));
const count = orNone(isNumber);
const flag = orNone(isFlag);
const table = orNone(isRecord);

const files = listOf(tableOf({ path: isText, sha256: isText }));

const backendConfig = orNone(
  tableOf({ port: count, model_path: text, extra_args: texts, host: text, base_url: text }),
);

/** An entry as the original tool writes it. Every null is tolerated; other keys are kept in the raw entry. */
const shape = {
  name: isText,
  display_name: text,
  backend: isText,
  backend_config: backendConfig,
  capabilities: table,
  generation_defaults: table,
  artifacts: orNone(tableOf({ aggregate_sha256: text, files: orNone(files) })),
  chat_template: orNone(tableOf({ source: text, path: text, sha256: text })),
  version_lock: orNone(tableOf({ locked: flag, expected_aggregate_sha256: text, last_verified: text })),
  performance: table,
  probes: table,
  metadata: table,
  served_model_id: text,
  model_aliases: texts,
  roles: texts,
  license: text,
  source: table,
  deprecated: flag,
  family: text,
  source_provider: text,
  quantization: text,
  backend_alternatives: texts,
  role_priority: orNone(valuesOf(isNumber)),
  download_format: text,
  download_location: text,
  download_path: text,
  download_size_bytes: count,
  download_files: texts,
  download_directory_checksum: text,
  downloaded_at: text,
  last_accessed: text,
};

export type EntryDocument = TableOf<typeof shape>;

/** One text of an entry, as it is in the document, where nothing else of it is asked. */
export function textIn(raw: RawEntry, key: "download_path" | "download_format"): string | undefined {
  const value = raw[key];
  return isText(value) && value !== "" ? value : undefined;
}

/** Where its backend is told to find it, in the same way. One odd value makes the whole table none. */
export function modelPathIn({ backend_config: config }: RawEntry): string | undefined {
  return backendConfig(config) ? config?.model_path || undefined : undefined;
}

/** An entry without the keys that are not what they should be, and which keys those were. */
export type DocumentReading = { document: EntryDocument; wrong: readonly string[] };

const wrongKeysOfEntry = wrongKeysOf(shape);

export function readDocument(raw: RawEntry, name: string): DocumentReading {
  const wrong = wrongKeysOfEntry(raw);
  // The guards have just looked at every key of the type.
  if (wrong.length === 0) return { document: raw as EntryDocument, wrong };
  const sound = Object.fromEntries(Object.entries(raw).filter(([key]) => !wrong.includes(key)));
  return { document: { backend: "unassigned", ...sound, name } as EntryDocument, wrong };
}
