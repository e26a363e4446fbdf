import { architectureNamesOf } from "./config-architecture.ts";
import type { Configs } from "./config-quantization.ts";
import type { Capabilities, ChatTemplate } from "./detected-model.ts";
import type { GgufHeader } from "./gguf-header.ts";
import type { ModelFile } from "./model-files.ts";
import { writesText } from "./text-ability.ts";

type Witnesses = {
  headers: readonly GgufHeader[];
  configs: Configs;
  template: ChatTemplate;
  files: readonly ModelFile[];
};

const visionNames = /vision|image|VL|Llava|Idefics|Pixtral|InternVLChat|Moondream|mllama|siglip|clip/i;
const audioNames = /audio|whisper|wav2vec|speech|hubert|musicgen|bark|omni/i;
const embeddingNames =
  /^(?:Bert|Roberta|XLMRoberta|NomicBert|MPNet|ModernBert|Siglip|CLIP)Model$|ForFeatureExtraction$/;
const embeddingArchitectures =
  /^(?:bert|nomic-bert|nomic-bert-moe|jina-bert-v[23]|modern-bert|gemma-embedding)$/;

/** What a model can do, as far as its own files tell; its name is no witness. */
export function capabilitiesOf(witnesses: Witnesses): Capabilities {
  const { headers, configs, template, files } = witnesses;
  const config = configs.get("config.json");
  const named = architectureNamesOf(config);
  const names = named.join(" ");
  const architectures = headers.map(({ metadata }) => String(metadata.get("general.architecture") ?? ""));
  const isConfigured = config !== undefined && (names !== "" || "model_type" in config);
  const projector = files.some(({ kind }) => kind === "projector");
  const sees =
    hasHeaderKey(headers, /^clip\.(?:has_vision_encoder|vision\.)/) ||
    (config !== undefined && ("vision_config" in config || "visual" in config)) ||
    visionNames.test(names);
  const hears =
    hasHeaderKey(headers, /^clip\.(?:has_audio_encoder|audio\.)/) ||
    (config !== undefined && "audio_config" in config) ||
    audioNames.test(names) ||
    architectures.includes("whisper");
  const embeds =
    files.some(({ path }) => /(?:^|\/)(?:modules\.json|1_Pooling\/config\.json)$/.test(path)) ||
    hasHeaderKey(headers, /\.pooling_type$/) ||
    architectures.some((name) => embeddingArchitectures.test(name)) ||
    named.some((name) => embeddingNames.test(name));
  const known = isConfigured || architectures.some((name) => name !== "");
  const hasTemplate = template.source !== "none";
  return {
    text: writesText({ headers, names: named, files, embeds, hasTemplate }),
    // A GGUF of a language model says nothing of the projector that may lie elsewhere.
    vision: sees || projector || (isConfigured ? false : undefined),
    audio: hears || (isConfigured ? false : undefined),
    embedding: embeds || (known ? false : undefined),
    ...templateCapabilitiesOf(template),
  };
}

function templateCapabilitiesOf({ text }: ChatTemplate): Pick<Capabilities, "tools" | "thinking"> {
  if (text === undefined) return { tools: undefined, thinking: undefined };
  return {
    tools: /\btools\b|\btool_calls?\b/.test(text),
    thinking: /<\/?think(?:ing)?>|\benable_thinking\b|\breasoning_content\b|<\|channel\|>analysis/.test(text),
  };
}

function hasHeaderKey(headers: readonly GgufHeader[], pattern: RegExp): boolean {
  return headers.some(({ metadata }) => [...metadata.keys()].some((key) => pattern.test(key)));
}
