import type { GgufHeader } from "./gguf-header.ts";
import type { ModelFile } from "./model-files.ts";

type Witnesses = {
  headers: readonly GgufHeader[];
  /** What the configuration calls the architecture. */
  names: readonly string[];
  files: readonly ModelFile[];
  embeds: boolean;
  hasTemplate: boolean;
};

const writing = /(?:For(?:CausalLM|ConditionalGeneration|Vision2Seq|ImageTextToText)|LMHeadModel|ChatModel)$/;
const judging =
  /For(?:\w+Classification|MaskedLM|FeatureExtraction|QuestionAnswering|\w*Detection|\w*Segmentation|CTC|XVector|RewardModeling|MultipleChoice)$|(?:Encoder|Reward)Model$/;
const hearing =
  /^(?:Whisper|Wav2Vec2|Hubert|WavLM|Musicgen|Bark|Vits|SpeechT5|Speech2Text|Encodec|Moonshine|Parler|FastSpeech)/;
const otherKinds =
  /^(?:whisper|wavtokenizer-dec|clip|t5encoder|flux|sd1|sd3|sdxl|aura|hidream|cosmos|ltxv|hyvid|wan|lumina2?|qwen_image|z_image)$/;

/** Whether a model writes text, and so can be chatted with: one that embeds, ranks, hears or paints does not. */
export function writesText({ headers, names, files, embeds, hasTemplate }: Witnesses): boolean | undefined {
  const architectures = headers
    .map(({ metadata }) => String(metadata.get("general.architecture") ?? ""))
    .filter((name) => name !== "" && name !== "clip");
  const isOther =
    embeds ||
    names.some((name) => judging.test(name) || hearing.test(name)) ||
    architectures.some((name) => otherKinds.test(name)) ||
    files.some(({ path }) => path === "model_index.json");
  if (isOther) return false;
  // Each architecture of llama.cpp that is none of those is a language model.
  const isWriter = hasTemplate || architectures.length > 0 || names.some((name) => writing.test(name));
  return isWriter || undefined;
}
