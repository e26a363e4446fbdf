import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { type Capabilities, toCapabilities } from "./capabilities.ts";
import type { EntryDocument } from "./entry-document.ts";
import { isLocked } from "./guard-unlocked.ts";
import { huggingfaceIdOf, producerOf } from "./producer.ts";
import type { RawEntry } from "./raw-entry.ts";
import { isTestName } from "./test-name.ts";

type BackendConfig = {
  port: number | undefined;
  modelPath: string | undefined;
  extraArgs: string[];
  host: string | undefined;
  baseUrl: string | undefined;
};

type VersionLock = {
  locked: boolean;
  expectedAggregateSha256: string | undefined;
  lastVerified: string | undefined;
};

/** A model of the registry, as every room but the files sees it. */
export type Entry = {
  name: string;
  displayName: string;
  /** The layer that decides: `curated` when it stands in both. */
  layer: LayerName;
  isInBothLayers: boolean;
  backend: string;
  backendConfig: BackendConfig;
  capabilities: Capabilities;
  generationDefaults: Record<string, unknown>;
  roles: string[];
  /** A role's priority from 0 to 100; the highest wins. */
  rolePriority: Record<string, number>;
  quantization: string | undefined;
  format: string | undefined;
  location: string | undefined;
  path: string | undefined;
  sizeBytes: number | undefined;
  files: string[];
  checksum: string | undefined;
  downloadedAt: string | undefined;
  lastAccessed: string | undefined;
  artifacts: { aggregateSha256: string | undefined; files: { path: string; sha256: string }[] };
  chatTemplate: { source: string | undefined; path: string | undefined; sha256: string | undefined };
  versionLock: VersionLock;
  deprecated: boolean;
  family: string | undefined;
  producer: string | undefined;
  servedModelId: string | undefined;
  aliases: string[];
  license: string | undefined;
  huggingfaceId: string | undefined;
  sourceProvider: string | undefined;
  metadata: Record<string, unknown>;
  /** Known by name only: nothing was ever downloaded for it. */
  logicalOnly: boolean;
  testing: boolean;
  /** The merged object with every key it has in the files. */
  raw: RawEntry;
};

export type EntryPlace = { raw: RawEntry; layer: LayerName; isInBothLayers: boolean };

/** A size below nothing is none, and would lessen the sum of the others. */
const sizeIn = ({ download_size_bytes: bytes }: EntryDocument): number | undefined =>
  typeof bytes === "number" && bytes >= 0 ? bytes : undefined;

export function toEntry(document: EntryDocument, { raw, layer, isInBothLayers }: EntryPlace): Entry {
  const name = document.name.trim();
  const path = document.download_path || undefined;
  return {
    name,
    displayName: document.display_name || name,
    layer,
    isInBothLayers,
    backend: document.backend,
    backendConfig: toBackendConfig(document.backend_config),
    capabilities: toCapabilities(document.capabilities),
    generationDefaults: document.generation_defaults ?? {},
    roles: [...new Set(document.roles?.map((role) => role.trim()).filter(Boolean))],
    rolePriority: toRolePriority(document.role_priority ?? {}),
    quantization: document.quantization || undefined,
    format: document.download_format || undefined,
    location: document.download_location || undefined,
    path,
    sizeBytes: sizeIn(document),
    files: document.download_files ?? [],
    checksum: document.download_directory_checksum || undefined,
    downloadedAt: document.downloaded_at || undefined,
    lastAccessed: document.last_accessed || undefined,
    artifacts: toArtifacts(document.artifacts),
    chatTemplate: toChatTemplate(document.chat_template),
    versionLock: toVersionLock(document.version_lock, raw.version_lock),
    deprecated: document.deprecated ?? false,
    family: document.family || undefined,
    producer: producerOf(document),
    servedModelId: toServedId(document.served_model_id),
    aliases: document.model_aliases ?? [],
    license: document.license || undefined,
    huggingfaceId: huggingfaceIdOf(document),
    sourceProvider: document.source_provider || undefined,
    metadata: document.metadata ?? {},
    logicalOnly: path === undefined || (path.startsWith("ollama://") && !document.downloaded_at),
    testing: document.metadata?.testing === true || isTestName(name),
    raw,
  };
}

/** Ollama's own models have a name where others have a folder: `ollama:/x`, or `ollama://x`. */
export function isOllamaPath(path: string): boolean {
  return path.toLowerCase().startsWith("ollama:");
}

/** A role is known without the spaces around it, and so is its priority. What is spelled plainly counts before that. */
export function toRolePriority<Priority>(said: Record<string, Priority>): Record<string, Priority> {
  const [plain, odd] = [new Map<string, Priority>(), new Map<string, Priority>()];
  for (const [role, priority] of Object.entries(said))
    (role === role.trim() ? plain : odd).set(role.trim(), priority);
  return odd.size === 0 ? said : Object.fromEntries([...odd, ...plain]);
}

function toBackendConfig(config: EntryDocument["backend_config"]): BackendConfig {
  return {
    port: config?.port || undefined,
    modelPath: config?.model_path || undefined,
    extraArgs: config?.extra_args ?? [],
    host: config?.host || undefined,
    baseUrl: config?.base_url || undefined,
  };
}

function toArtifacts(artifacts: EntryDocument["artifacts"]): Entry["artifacts"] {
  return { aggregateSha256: artifacts?.aggregate_sha256 || undefined, files: artifacts?.files ?? [] };
}

function toChatTemplate(template: EntryDocument["chat_template"]): Entry["chatTemplate"] {
  return {
    source: template?.source || undefined,
    path: template?.path || undefined,
    sha256: template?.sha256 || undefined,
  };
}

function toVersionLock(lock: EntryDocument["version_lock"], raw: unknown): VersionLock {
  return {
    locked: isLocked(raw),
    expectedAggregateSha256: lock?.expected_aggregate_sha256 || undefined,
    lastVerified: lock?.last_verified || undefined,
  };
}

/** The original tool reads its own null back as the word "None" and writes that. */
function toServedId(id: string | null | undefined): string | undefined {
  return id === "None" || !id ? undefined : id;
}
