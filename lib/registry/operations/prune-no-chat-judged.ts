import { basename } from "node:path";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { DetectedModel } from "#lib/weights/detected-model.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import type { Entry } from "../entry.ts";
import { isThere } from "../trash.ts";

/** Why a model stays, or that nothing speaks for it. */
export type ChatJudgement = { isPruned: true } | { isPruned: false; doubt?: string };

const stays = (doubt?: string): ChatJudgement => ({ isPruned: false, ...(doubt !== undefined && { doubt }) });

const chatWords =
  /(?:^|[^a-z0-9])(?:instruct(?:ion)?|chat|it|assistant|conversational|sft|dpo|rlhf|hermes|vicuna|alpaca)(?![a-z0-9])/;
const baseWords =
  /(?:^|[^a-z0-9])(?:base|pretrain(?:ed)?|foundation|pt|embed(?:ding)?s?|rerank(?:er)?|reward|draft|eagle3?|lora|adapter|vae|clip|whisper)(?![a-z0-9])/;

/** Tokenizers that servers know the template of by themselves: Mistral's own. */
const ownTemplate = /(?:^|\/)(?:tekken\.json|tokenizer(?:\.mm)?\.model\.v\d+.*)$/;

/**
 * Whether a model is a chat model that no server can chat with. Everything else stays: base and embedding models need no
 * template, and of what cannot be read or is not known to chat nothing is concluded.
 */
export async function judgeChatModel(
  entry: Entry & { path: string },
  detect: DetectModel = detectModel,
): Promise<ChatJudgement> {
  const { chatTemplate, roles } = entry;
  if (chatTemplate.path !== undefined && (await isThere(chatTemplate.path))) return stays();
  let model: DetectedModel;
  try {
    model = await detect(entry.path);
  } catch {
    return stays("its files cannot be read");
  }
  if (model.chatTemplate.source !== "none") return stays();
  if (model.format === undefined) return stays("it has no weights");
  if (model.files.some(({ path }) => ownTemplate.test(path))) return stays();
  if (
    model.warnings.some((warning) => /tokenizer_config|chat_template|\.jinja|cannot be read/.test(warning))
  ) {
    return stays("its template may be in a file that cannot be read");
  }
  const { embedding = entry.capabilities.embedding, text } = model.capabilities;
  const words = wordsOf(entry);
  if (embedding === true || text === false || baseWords.test(words)) return stays();
  if (chatWords.test(words) || roles.some((role) => /^(?:chat|assistant)$/i.test(role))) {
    return { isPruned: true };
  }
  return stays("nothing says that it is a chat model");
}

function wordsOf({ name, family, huggingfaceId, path, metadata }: Entry): string {
  const kind = typeof metadata.model_type === "string" ? metadata.model_type : "";
  return [name, family, huggingfaceId?.split("/").at(-1), path && basename(path), kind]
    .filter((word) => word !== undefined)
    .join(" ")
    .toLowerCase();
}
