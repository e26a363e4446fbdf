import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Hub, HubModel, RemoteFile } from "../hub.ts";

/** A repository at one commit, as far as a plan needs to know it. */
export type RepoContents = {
  model: HubModel;
  files: RemoteFile[];
  config: Record<string, unknown> | undefined;
  /** `awq`, `gptq` and their like, where the configuration says so. */
  scheme: string | undefined;
  /** The precision of weights that are not quantised, as the configuration says it. */
  precision: string | undefined;
};

const configBytesMax = 1024 * 1024;

export async function readRepoContents(
  hub: Hub,
  { repo, revision }: { repo: string; revision: string | undefined },
  signal?: AbortSignal,
): Promise<RepoContents> {
  const model = await hub.model(repo, revision, signal);
  const files = await hub.files(model.repo, model.sha, signal);
  if (files.length === 0) {
    throw new ConsoleError("not-found", `${model.repo} is empty at ${revision ?? "main"}.`, {
      hint: "Look for another revision, or ask its owner.",
    });
  }
  const config = await readConfig(hub, model, { files, signal });
  return { model, files, config, scheme: schemeOf(config, model), precision: precisionOf(config) };
}

async function readConfig(
  hub: Hub,
  model: HubModel,
  { files, signal }: { files: readonly RemoteFile[]; signal: AbortSignal | undefined },
): Promise<RepoContents["config"]> {
  const file = files.find(({ path, bytes }) => path === "config.json" && bytes <= configBytesMax);
  if (file === undefined) return model.config;
  const text = await hub.text(model.repo, model.sha, file.path, configBytesMax, signal);
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isRecord(value) ? value : model.config;
  } catch {
    return model.config;
  }
}

function schemeOf(config: RepoContents["config"], { repo, tags }: HubModel): string | undefined {
  const said = isRecord(config?.quantization_config) ? config.quantization_config.quant_method : undefined;
  if (typeof said === "string") return said.toLowerCase();
  return ["awq", "gptq"].find(
    (scheme) => tags.includes(scheme) || new RegExp(`(?<![a-z])${scheme}(?![a-z])`, "i").test(repo),
  );
}

const precisions: Readonly<Record<string, string>> = { bfloat16: "bf16", float16: "fp16", float32: "fp32" };

const precisionOf = (config: RepoContents["config"]): string | undefined =>
  precisions[String(config?.torch_dtype ?? config?.dtype ?? "")];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
