export type ServedModel = {
  name: string;
  size?: number;
  digest?: string;
  family?: string;
  quantization?: string;
  parameterSize?: string;
  contextLength?: number;
  capabilities?: string[];
  remoteHost?: string;
  /** What it was created from, as the server was told. */
  creation?: Record<string, unknown>;
  layers?: TestLayer[];
};

export type TestLayer = { digest: string; bytes: number };

export type RunningModel = {
  model: ServedModel;
  contextLength: number;
  gpuShare: number;
  /** Of the server's clock; undefined is for ever. */
  expiresAt: number | undefined;
  /** How often it is still listed after it was told to go. */
  pollsLeft?: number;
};

const modifiedAt = "2026-10-02T03:04:05.123456789+02:00";
const forEver = "2318-02-14T12:00:00Z";

export function rowOf(model: ServedModel, isOld: boolean) {
  return {
    ...{ name: model.name, model: model.name, modified_at: modifiedAt },
    ...{ size: model.size ?? 700, digest: model.digest ?? "d".repeat(64) },
    ...(model.remoteHost && { remote_host: model.remoteHost, remote_model: "big" }),
    details: { ...detailsOf(model), ...(!isOld && { context_length: model.contextLength }) },
    ...(!isOld && { capabilities: model.capabilities }),
  };
}

export function shownOf(model: ServedModel, isOld: boolean) {
  const { template, system, license } = model.creation ?? {};
  return {
    ...{ template: template ?? "{{ .Prompt }}", license: license ?? "MIT License", system },
    parameters: `stop                           "<|im_end|>"\ntemperature                    0.6`,
    details: detailsOf(model),
    model_info: { "general.architecture": "llama", "llama.context_length": model.contextLength },
    ...(!isOld && { capabilities: model.capabilities }),
    modified_at: modifiedAt,
  };
}

export function runningRowOf({ model, contextLength, gpuShare, expiresAt }: RunningModel) {
  const size = Math.round((model.size ?? 700) * 1.2);
  return {
    ...{ name: model.name, model: model.name, size, digest: model.digest ?? "d".repeat(64) },
    details: detailsOf(model),
    expires_at: expiresAt === undefined ? forEver : new Date(expiresAt).toISOString(),
    ...{ size_vram: Math.round(size * gpuShare), context_length: contextLength },
  };
}

const detailsOf = ({ family = "llama", quantization = "Q4_K_M", parameterSize = "8.0B" }: ServedModel) => ({
  ...{ parent_model: "", format: "gguf", family, families: [family] },
  ...{ parameter_size: parameterSize, quantization_level: quantization },
});
