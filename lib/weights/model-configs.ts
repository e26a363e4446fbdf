import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { JsonRecord } from "./json-record.ts";
import { readJsonRecord } from "./json-record.ts";
import type { ModelFile } from "./model-files.ts";
import { codeOf } from "./model-files.ts";

const names = [
  "config.json",
  "generation_config.json",
  "tokenizer_config.json",
  "chat_template.json",
  "awq_config.json",
  "quantize_config.json",
  "quantization_config.json",
  "quant_config.json",
  "hf_quant_config.json",
] as const;

const known: ReadonlySet<string> = new Set(names);

/** Whether a file is one of those that are read here, or would be if none came before it. */
export const isConfig = (file: ModelFile): boolean =>
  known.has(posix.basename(file.path)) || isTemplate(file);

const templateBytesMax = 10_000_000;

export type ModelConfigs = {
  configs: Map<string, JsonRecord>;
  external: { path: string; text: string } | undefined;
  warnings: string[];
};

/** The configuration files of a model. One in the folder itself comes before one deeper down. */
export async function readModelConfigs(root: string, files: readonly ModelFile[]): Promise<ModelConfigs> {
  const configs = new Map<string, JsonRecord>();
  const warnings: string[] = [];
  for (const name of names) {
    const path = shallowestOf(files, (file) => posix.basename(file.path) === name)?.path;
    if (path === undefined) continue;
    const record = await readJsonRecord(join(root, path)).catch((error: unknown) => codeOf(error));
    if (typeof record === "string") warnings.push(`"${path}" ${record}.`);
    else configs.set(name, record);
  }
  return { configs, external: await readTemplate(root, files, warnings), warnings };
}

async function readTemplate(
  root: string,
  files: readonly ModelFile[],
  warnings: string[],
): Promise<{ path: string; text: string } | undefined> {
  const file = shallowestOf(files, isTemplate);
  if (file === undefined) return undefined;
  if (file.bytes > templateBytesMax) {
    warnings.push(`"${file.path}" is larger than ${templateBytesMax} bytes.`);
    return undefined;
  }
  try {
    return { path: file.path, text: await readFile(join(root, file.path), "utf8") };
  } catch (error) {
    warnings.push(`"${file.path}" cannot be read (${codeOf(error)}).`);
    return undefined;
  }
}

const isTemplate = ({ kind, path }: ModelFile): boolean => kind === "template" && !path.endsWith(".json");

function shallowestOf(
  files: readonly ModelFile[],
  isWanted: (file: ModelFile) => boolean,
): ModelFile | undefined {
  const depthOf = ({ path }: ModelFile): number => path.split("/").length;
  return files.filter(isWanted).toSorted((one, other) => depthOf(one) - depthOf(other))[0];
}
