import { join } from "node:path";
import type { ModelNature } from "#lib/weights/model-sight.ts";
import { spelledOut } from "../capabilities.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { detectionOf, renewedDetection } from "./detection.ts";
import type { FoundModel } from "./found-model.ts";
import { storedFamilyOf } from "./simple-name.ts";

export type Assigned = { backend: string; location: string; format: string | undefined };
export type Named = { name: string; display: string; family: string };

const ports: Readonly<Record<string, number>> = {
  ...{ vllm: 24001, lmdeploy: 24001, ollama: 11434, triton: 9000, lmstudio: 1234 },
};
const contextShare = 0.6;
const contextLeast = 4096;

/** The fields that tell of the files; the original tool knows each by this name. */
export function downloadFieldsOf(found: FoundModel, { location, format }: Assigned): RawEntry {
  return {
    quantization: found.quantization ?? null,
    download_format: found.format ?? format ?? null,
    download_location: location,
    download_path: found.path,
    download_size_bytes: found.bytes,
    download_files: found.files,
    download_directory_checksum: found.checksum ?? null,
  };
}

/** A new entry as the original tool would write it, its keys in the same order. */
export function newEntryOf(found: FoundModel, named: Named, assigned: Assigned): RawEntry {
  const model = found.nature();
  const repository = found.owner ? `${found.owner}/${found.repo}` : undefined;
  return {
    name: named.name,
    display_name: named.display,
    backend: assigned.backend,
    backend_config: {
      port: ports[assigned.backend] ?? 8000,
      model_path: found.path,
      extra_args: assigned.backend === "vllm" ? vllmArguments(model.contextLength) : [],
    },
    capabilities: spelledOut(abilitiesOf(named.name, model)),
    generation_defaults: {},
    artifacts: { aggregate_sha256: "", files: [] },
    chat_template: templateOf(model),
    version_lock: { locked: false, expected_aggregate_sha256: null, last_verified: null },
    performance: {
      rolling_samples: 0,
      ttft_ms_avg: 0,
      throughput_toks_per_s_avg: 0,
      last_sample: null,
    },
    probes: { vision: null },
    profiles_placeholder: null,
    metadata: {
      created_from_download: true,
      ...withLearnt(
        found,
        {},
        detectionOf(found, () => found.evidence()),
      ),
    },
    served_model_id: null,
    model_aliases: repository ? [repository] : [],
    roles: [],
    license: model.license ?? null,
    source: repository ? { huggingface_id: repository } : null,
    deprecated: false,
    family: storedFamilyOf(named.family),
    source_provider: repository ? "hf" : null,
    backend_alternatives: [],
    role_priority: {},
    ...downloadFieldsOf(found, assigned),
  };
}

/** The original hands a server the path as it stands. A template within another file is found without one. */
function templateOf({ root, chatTemplate: { source, path, sha256 } }: ModelNature): RawEntry {
  const file = source === "external" && path !== undefined ? join(root, path) : null;
  return { source, path: file, sha256: sha256 ?? null };
}

/** What an entry that is known already learns: its files, and nothing that a person may have set. */
export function refreshedFieldsOf(raw: RawEntry, found: FoundModel, assigned: Assigned): RawEntry {
  const kept = withoutRemoval(isRecord(raw.metadata) ? raw.metadata : {});
  const fields = downloadFieldsOf(found, assigned);
  fields.quantization = found.quantization ?? raw.quantization ?? null;
  fields.metadata = withLearnt(
    found,
    kept,
    renewedDetection({ raw, kept }, found, () => found.evidence()),
  );
  return fields;
}

function withoutRemoval(metadata: RawEntry): RawEntry {
  if (!Object.hasOwn(metadata, "removed_download")) return metadata;
  const { removed_download: _gone, ...kept } = metadata;
  return kept;
}

/** What an entry knows already is not read of the model: reading ten thousand takes longer than comparing them. */
function withLearnt(found: FoundModel, known: RawEntry, detection: RawEntry | undefined): RawEntry {
  const knowsFigures = Object.hasOwn(known, "architecture");
  // What is the very same is compared in no time, and mostly it is.
  if (knowsFigures && Object.hasOwn(known, "has_chat_template"))
    return detection === undefined ? known : { ...known, ...detection };
  const figures = knowsFigures ? {} : found.nature().architecture;
  return {
    has_chat_template: found.hasChatTemplate,
    ...((knowsFigures || Object.keys(figures).length > 0) && { architecture: { ...figures } }),
    ...known,
    ...detection,
  };
}

/** The arguments with which the original tool starts a model on vLLM. */
function vllmArguments(contextLength: number | undefined): string[] {
  const context = Math.max(contextLeast, Math.trunc((contextLength ?? 0) * contextShare));
  return [
    ...["--max-model-len", String(context), "--max-num-seqs", "1"],
    ...["--gpu-memory-utilization", "0.85", "--tensor-parallel-size", "1"],
  ];
}

const nameTells: readonly [ability: string, pattern: RegExp][] = [
  [
    "vision",
    /(?:^|[^a-z0-9])(?:vision|multimodal|vl|mm)(?![a-z0-9])|llava|idefics|minicpm-v|internvl|moondream|pixtral|qwen(?:2|2\.5)?-vl/,
  ],
  ["embedding", /siglip|embed|nomic/],
  ["audio", /audio|whisper|wav|vits|sensevoice|voice|speech/],
  ["thinking", /reason|think|-r1|(?:^|[^a-z0-9])o[13](?:[^a-z0-9]|$)|deepseek|longthink/],
  ["tools", /tool|function_call|coder|qwen.*instruct/],
];

/** What the files show; where they are silent, what the name promises. A name that promises nothing denies nothing. */
function abilitiesOf(name: string, { capabilities }: ModelNature): Record<string, boolean> {
  const shown: Record<string, boolean | undefined> = capabilities;
  const abilities: Record<string, boolean> = {};
  if (shown.text !== undefined) abilities.text = shown.text;
  for (const [ability, pattern] of nameTells) {
    const known = shown[ability] ?? (pattern.test(name.toLowerCase()) || undefined);
    if (known !== undefined) abilities[ability] = known;
  }
  return abilities;
}
