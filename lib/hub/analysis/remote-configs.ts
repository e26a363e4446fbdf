import { templateTextOf } from "#lib/weights/chat-template.ts";
import { type JsonRecord, toRecord } from "#lib/weights/json-record.ts";
import type { Hub, RemoteFile } from "../hub.ts";
import type { OpenContents } from "./read-contents.ts";

/** The small files that say what the weights are and how they are talked to. */
const names = [
  ...["generation_config.json", "tokenizer_config.json", "chat_template.json", "awq_config.json"],
  ...["quantize_config.json", "quantization_config.json", "quant_config.json", "hf_quant_config.json"],
];
const bytesMax = 8 * 1024 * 1024;

export type RemoteConfigs = {
  configs: Map<string, JsonRecord>;
  template: { path: string; text: string } | undefined;
  /** Which file holds which tensor. */
  index: { path: string; record: JsonRecord } | undefined;
  warnings: string[];
};

/** Reads what is there of them, all at once. One that cannot be read is told of, and the others still count. */
export async function readRemoteConfigs(
  hub: Pick<Hub, "text">,
  { model, files, config, locked }: OpenContents,
  signal?: AbortSignal,
): Promise<RemoteConfigs> {
  const warnings: string[] = [];
  const read = async (file: RemoteFile | undefined): Promise<string | undefined> => {
    if (file === undefined || locked !== undefined) return undefined;
    if (file.bytes > bytesMax) {
      warnings.push(`"${file.path}" is larger than ${bytesMax} bytes and was not read.`);
      return undefined;
    }
    return hub.text(model.repo, model.sha, file.path, bytesMax, signal);
  };
  const parse = (path: string, text: string | undefined): JsonRecord | undefined => {
    const record = text === undefined ? undefined : parsed(text);
    if (text !== undefined && record === undefined) warnings.push(`"${path}" holds no JSON object.`);
    return record;
  };
  const fileOf = (pattern: RegExp) => files.find(({ path }) => pattern.test(path));
  const indexFile = fileOf(/^[^/]*\.safetensors\.index\.json$/i);
  const templateFile = fileOf(/^chat_template[^/]*\.jinja2?$/i);
  const [texts, template, index] = await Promise.all([
    Promise.all(names.map((name) => read(files.find(({ path }) => path === name)))),
    read(templateFile),
    read(indexFile),
  ]);
  const configs = new Map<string, JsonRecord>(config === undefined ? [] : [["config.json", config]]);
  for (const [at, name] of names.entries()) {
    const record = parse(name, texts[at]);
    if (record !== undefined) configs.set(name, record);
  }
  const table = parse(indexFile?.path ?? "", index);
  return {
    configs,
    template: templateIn(templateFile?.path, template, configs),
    index: table && { path: indexFile?.path ?? "", record: table },
    warnings,
  };
}

function parsed(text: string): JsonRecord | undefined {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function templateIn(path: string | undefined, text: string | undefined, configs: RemoteConfigs["configs"]) {
  if (path !== undefined && text !== undefined) return { path, text };
  for (const name of ["chat_template.json", "tokenizer_config.json"]) {
    const found = templateTextOf(configs.get(name)?.chat_template);
    if (found !== undefined) return { path: name, text: found };
  }
  return undefined;
}
