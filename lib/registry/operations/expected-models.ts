import { dirname, join } from "node:path";
import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import type { DetectedModel, ModelFormat } from "#lib/weights/detected-model.ts";
import { listModelFiles } from "#lib/weights/model-files.ts";
import type { FoundModel } from "./found-model.ts";

/** The models that a download will leave behind, as far as names and sizes tell before their headers can be read. */
export async function expectedModelsOf(plan: DownloadPlan): Promise<FoundModel[]> {
  const { folder, repo, format, files } = plan;
  const [owner, name = repo] = repo.includes("/") ? repo.split("/") : [undefined, repo];
  const variants = plan.variants.filter(({ kind }) => kind === "weights");
  const isOne = variants.length <= 1 || format !== "gguf";
  const sharesFolder = format === "gguf" && (!isOne || (await holdsMore(plan)));
  const unread = {
    checksum: undefined,
    hasChatTemplate: false,
    warnings: [],
    faults: [],
    evidence: () => [],
  };
  const common = { root: folder, owner, repo: name, format, ...unread };
  if (!sharesFolder) {
    const kinds = new Set(variants.map(({ quantization }) => quantization));
    return [
      {
        ...common,
        path: folder,
        quantization: kinds.size === 1 ? variants[0]?.quantization : undefined,
        files: files.map(({ path }) => path),
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        nature: () => unknownModel(plan),
      },
    ];
  }
  return variants.map((variant) => {
    const first = variant.files[0] ?? "";
    const base = dirname(first);
    return {
      ...common,
      path: join(folder, first),
      quantization: variant.quantization,
      files: variant.files.map((path) => (base === "." ? path : path.slice(base.length + 1))),
      bytes: variant.bytes,
      nature: () => unknownModel(plan),
    };
  });
}

/** Whether other weights lie in the folder already. */
async function holdsMore({ folder, files }: DownloadPlan): Promise<boolean> {
  const own = new Set(files.map(({ path }) => path));
  const there = await listModelFiles(folder).catch(() => undefined);
  return there?.files.some(({ path, kind }) => kind === "weights" && !own.has(path)) ?? false;
}

const formats: readonly ModelFormat[] = ["gguf", "safetensors", "onnx", "pytorch"];

function unknownModel({ folder, format, license }: DownloadPlan): DetectedModel {
  return {
    root: folder,
    format: formats.find((each) => each === format),
    quantization: undefined,
    evidence: [],
    variants: [],
    files: [],
    sizeBytes: 0,
    parameters: undefined,
    contextLength: undefined,
    architecture: {},
    chatTemplate: { source: "none" },
    capabilities: {
      ...{ text: undefined, vision: undefined, audio: undefined },
      ...{ embedding: undefined, tools: undefined, thinking: undefined },
    },
    license,
    warnings: [],
    faults: [],
    directoryChecksum: "",
  };
}
