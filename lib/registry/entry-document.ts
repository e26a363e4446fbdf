import { z } from "zod";
import { isRecord } from "./raw-entry.ts";

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const count = z.number().nullish();
/** A table is only looked at, not copied value by value as z.record would: that made loading four times slower. */
const table = z.custom<Record<string, unknown>>(isRecord).nullish();

/** An entry as the original tool writes it. Every null is tolerated; other keys are kept in the raw entry. */
export const entryDocument = z.object({
  name: z.string(),
  display_name: text,
  backend: z.string(),
  backend_config: z
    .looseObject({ port: count, model_path: text, extra_args: texts, host: text, base_url: text })
    .nullish(),
  capabilities: table,
  generation_defaults: table,
  artifacts: z
    .looseObject({
      aggregate_sha256: text,
      files: z.array(z.object({ path: z.string(), sha256: z.string() })).nullish(),
    })
    .nullish(),
  chat_template: z.object({ source: text, path: text, sha256: text }).nullish(),
  version_lock: z
    .looseObject({ locked: z.boolean().nullish(), expected_aggregate_sha256: text, last_verified: text })
    .nullish(),
  performance: table,
  probes: table,
  metadata: table,
  served_model_id: text,
  model_aliases: texts,
  roles: texts,
  license: text,
  source: table,
  deprecated: z.boolean().nullish(),
  family: text,
  source_provider: text,
  quantization: text,
  backend_alternatives: texts,
  role_priority: z.record(z.string(), z.number()).nullish(),
  download_format: text,
  download_location: text,
  download_path: text,
  download_size_bytes: count,
  download_files: texts,
  download_directory_checksum: text,
  downloaded_at: text,
  last_accessed: text,
});

export type EntryDocument = z.infer<typeof entryDocument>;
