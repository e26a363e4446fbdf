import { findNumber, findText, type JsonRecord, toRecord } from "./json-record.ts";
import { quantizationNameOf } from "./quantization-names.ts";

/** The configuration files of a model, by their names. */
export type Configs = ReadonlyMap<string, JsonRecord>;
export type ConfiguredQuantization = { quantization: string; file: string };

const siblings = ["quantize_config.json", "quantization_config.json", "quant_config.json"];

/** What the configuration files say about quantisation: AWQ's own file first, then config.json, then siblings. */
export function quantizationOfConfigs(configs: Configs): ConfiguredQuantization | undefined {
  const awq = configs.get("awq_config.json");
  if (awq !== undefined) return { quantization: awqNameOf(awq), file: "awq_config.json" };
  const inConfig = toRecord(configs.get("config.json")?.quantization_config);
  const candidates: [string, JsonRecord | undefined][] = [
    ["config.json", inConfig],
    ...siblings.map((file): [string, JsonRecord | undefined] => [file, configs.get(file)]),
  ];
  for (const [file, settings] of candidates) {
    const quantization = settings && signatureOf(settings);
    if (quantization !== undefined) return { quantization, file };
  }
  const modelopt = toRecord(configs.get("hf_quant_config.json")?.quantization);
  const algorithm = findText(modelopt, "quant_algo");
  if (algorithm !== undefined) {
    return { quantization: toQuantization(algorithm), file: "hf_quant_config.json" };
  }
  const derived = inConfig && derivedOf(inConfig);
  return derived === undefined ? undefined : { quantization: derived, file: "config.json" };
}

/** The precision that config.json declares for weights that are not quantised. */
export function declaredDtypeOf(configs: Configs): string | undefined {
  const config = configs.get("config.json");
  const text = toRecord(config?.text_config);
  const dtype =
    findText(config, "torch_dtype", "dtype") ??
    findText(toRecord(config?.model_kwargs), "torch_dtype") ??
    findText(text, "torch_dtype", "dtype");
  return dtype === undefined ? undefined : quantizationNameOf(dtype);
}

/** AWQ, GPTQ and bitsandbytes, by method or by the keys that only they have. */
function signatureOf(settings: JsonRecord): string | undefined {
  const method = findText(settings, "quant_method", "quant_type")?.toLowerCase();
  const bits = findNumber(settings, "bits", "w_bit");
  if (method === "awq") return awqNameOf(settings);
  if (method === "gptq") return bits === undefined ? "gptq" : `gptq-int${bits}`;
  if (method !== undefined && method !== "bitsandbytes") return undefined;
  if (settings.load_in_4bit === true) return "bitsandbytes-4bit";
  if (settings.load_in_8bit === true) return "bitsandbytes-8bit";
  if (method === "bitsandbytes") return "bitsandbytes";
  if (findNumber(settings, "w_bit") !== undefined || "zero_point" in settings) return awqNameOf(settings);
  const isGptq = bits !== undefined && ("desc_act" in settings || "act_order" in settings);
  return isGptq ? `gptq-int${bits}` : undefined;
}

/** The original names the group only where AWQ's own keys are used; registries compare these words. */
function awqNameOf(settings: JsonRecord): string {
  const bits = findNumber(settings, "w_bit");
  const group = findNumber(settings, "q_group_size");
  return bits === undefined || group === undefined ? "awq" : `awq-w${bits}g${group}`;
}

function derivedOf(settings: JsonRecord): string | undefined {
  const algorithm = findText(settings, "quant_algo") ?? packingOf(findText(settings, "format"));
  if (algorithm !== undefined) return toQuantization(algorithm);
  const groups = Object.values(toRecord(settings.config_groups) ?? {});
  for (const group of [settings, ...groups.map(toRecord)]) {
    const weights = toRecord(group?.weights);
    const bits = findNumber(weights, "num_bits");
    if (bits !== undefined) return findText(weights, "type") === "float" ? `fp${bits}` : `int${bits}`;
  }
  const method = findText(settings, "quant_method");
  return method === undefined ? undefined : toQuantization(method);
}

function packingOf(format: string | undefined): string | undefined {
  return format?.match(/^(nvfp4|mxfp4)/)?.[0];
}

function toQuantization(word: string): string {
  const lower = word.toLowerCase().slice(0, 60);
  return quantizationNameOf(lower) ?? (lower.endsWith("_fp8") ? "fp8" : lower);
}
