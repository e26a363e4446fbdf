import { z } from "zod";
import { layerName } from "./plan.ts";

const bytes = z.number().int().nonnegative();

/** One entry as lists show it. What is unknown is absent. */
export const entryRow = z.strictObject({
  name: z.string(),
  displayName: z.string(),
  layer: layerName,
  backend: z.string(),
  format: z.string().optional(),
  quantization: z.string().optional(),
  producer: z.string().optional(),
  /** Canonical capabilities; one that is absent is unknown. */
  capabilities: z.record(z.string(), z.boolean()),
  sizeBytes: bytes.optional(),
  location: z.string().optional(),
  path: z.string().optional(),
  installed: z.boolean(),
  /** Counted as installed by its word alone: Ollama keeps it, and no file of it was looked for. */
  keptByOllama: z.literal(true).optional(),
  roles: z.array(z.string()),
  rolePriority: z.record(z.string(), z.number()),
  deprecated: z.boolean(),
  testing: z.boolean(),
  logicalOnly: z.boolean(),
  locked: z.boolean(),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  lastVerified: z.string().optional(),
  family: z.string().optional(),
  servedModelId: z.string().optional(),
});

/** Something wrong with a registry file, and the way out. */
export const registryProblem = z.strictObject({
  file: z.string(),
  name: z.string().optional(),
  message: z.string(),
  hint: z.string(),
  isNewer: z.literal(true).optional(),
  isLink: z.literal(true).optional(),
});

const facet = z.array(z.strictObject({ value: z.string(), count: z.number().int() }));

export const registryAnswer = z.strictObject({
  total: z.number().int().nonnegative(),
  entries: z.array(entryRow),
  /** How many entries and bytes the registry holds in all, whatever was asked for. */
  all: z.strictObject({ entries: z.number().int(), bytes }),
  facets: z.record(z.string(), facet),
  problems: z.array(registryProblem),
  /** Why nothing may be changed now. */
  readOnly: z.string().optional(),
  signature: z.string(),
});

const entryFile = z.strictObject({
  path: z.string(),
  bytes: bytes.optional(),
  sha256: z.string().optional(),
});

/** What a check found of an entry, and how closely it looked. */
const lastCheck = z.strictObject({ at: z.iso.datetime(), state: z.string(), everyByte: z.boolean() });

export const entryDetails = entryRow.extend({
  /** Why nothing of it can be edited now, and the way out. */
  closed: z.string().optional(),
  /** What checks by this console found last, the newest first. */
  checks: z.array(lastCheck).optional(),
  license: z.string().optional(),
  source: z.unknown().optional(),
  aliases: z.array(z.string()),
  files: z.array(entryFile),
  checksum: z.string().optional(),
  chatTemplate: z.unknown().optional(),
  architecture: z.record(z.string(), z.unknown()),
  generationDefaults: z.record(z.string(), z.unknown()),
  backendConfig: z.record(z.string(), z.unknown()),
  versionLock: z.unknown().optional(),
  notes: z.string().optional(),
  /** How each thing that can be edited stands, in a word to be sent along with an edit. */
  marks: z.strictObject({
    roles: z.string(),
    backend: z.string(),
    args: z.string(),
    defaults: z.string(),
    meta: z.string(),
  }),
  downloadedAt: z.string().optional(),
  lastAccessed: z.string().optional(),
  /** The entry as merged, and as each layer holds it. */
  raw: z.unknown(),
  layers: z.strictObject({ curated: z.unknown().optional(), discovered: z.unknown().optional() }),
  /** Bytes found on disk now, links counted once; absent where there is no folder. */
  onDiskBytes: bytes.optional(),
});

export type EntryRow = z.infer<typeof entryRow>;
export type EntryDetails = z.infer<typeof entryDetails>;
export type RegistryProblem = z.infer<typeof registryProblem>;
export type RegistryAnswer = z.infer<typeof registryAnswer>;
