import type { CriticalFile } from "#cli-bridge/protocol/hub-analysis.ts";
import { isTokenizer } from "#lib/weights/file-kind.ts";
import type { Unpriced } from "#lib/weights/fit/price-variants.ts";
import type { HubModel, RemoteFile } from "../hub.ts";

type Judged = {
  files: readonly RemoteFile[];
  variants: readonly Unpriced[];
  model: HubModel;
  hasTemplate: boolean;
};

const preprocessors = /^(?:pre)?processor_config\.json$/;
const seeing = /^(?:image|video|audio)-text-to-text$|^any-to-any$/;
const talks = /text-generation|image-text-to-text|conversational|any-to-any|audio-text-to-text/;

/** What a server will look for: there, missing, or of no need because the weights bring it themselves. */
export function criticalFilesOf({ files, variants, model, hasTemplate }: Judged): CriticalFile[] {
  if (variants.length === 0) return [];
  if (files.some(({ path }) => path === "model_index.json"))
    return [present("model_index.json", "names the parts")];
  const has = (pattern: RegExp) => files.some(({ path }) => pattern.test(path));
  const carries = variants.length > 0 && variants.every(({ format }) => format === "gguf");
  const judge = (name: string, isThere: boolean, why: string): CriticalFile => {
    if (isThere) return present(name, why);
    return carries
      ? { name, state: "not needed", why: "the GGUF header brings it" }
      : { name, state: "missing", why };
  };
  const isModel = !carries && model.library !== "diffusers";
  const isTalker = talks.test(`${model.pipelineTag} ${model.tags.join(" ")}`);
  return [
    judge("config.json", has(/^config\.json$/), "says how the model is built"),
    judge(
      "tokenizer",
      files.some(({ path }) => !path.includes("/") && isTokenizer(path)),
      "turns text into the model's words",
    ),
    judge("tokenizer_config.json", has(/^tokenizer_config\.json$/), "says how the tokenizer is used"),
    ...(isTalker ? [judge("chat template", hasTemplate, "says how a conversation is written")] : []),
    ...(seeing.test(String(model.pipelineTag))
      ? [judge("preprocessor", has(preprocessors), "turns pictures and sound into what the model reads")]
      : []),
    ...(has(/^generation_config\.json$/)
      ? [present("generation_config.json", "says how it was meant to answer")]
      : []),
    ...(isModel ? shardTableOf(files, variants) : []),
  ];
}

/** Several shards are of no use without the table that says which tensor lies where. */
function shardTableOf(files: readonly RemoteFile[], variants: readonly Unpriced[]): CriticalFile[] {
  const isSharded = variants.some(({ format, files: own }) => format === "safetensors" && own.length > 1);
  if (!isSharded) return [];
  const name = "model.safetensors.index.json";
  const why = "says which tensor lies in which shard";
  const isThere = files.some(({ path }) => /\.safetensors\.index\.json$/i.test(path));
  return [isThere ? present(name, why) : { name, state: "missing", why }];
}

const present = (name: string, why: string): CriticalFile => ({ name, state: "present", why });
