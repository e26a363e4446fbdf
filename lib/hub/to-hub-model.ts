import type { z } from "zod";
import type { HubModelRow } from "#cli-bridge/protocol/hub-answer.ts";
import type { HubModel } from "./hub.ts";
import type { modelRowShape, modelShape } from "./hub-shapes.ts";

export function toHubModelRow(said: z.output<typeof modelRowShape>): HubModelRow {
  const { gguf, safetensors, tags } = said;
  return {
    repo: said.id,
    downloads: said.downloads,
    likes: said.likes,
    gated: said.gated,
    private: said.private,
    pipelineTag: said.pipeline_tag,
    library: said.library_name,
    tags,
    license: tags.find((tag) => tag.startsWith("license:"))?.slice("license:".length),
    lastModified: said.lastModified,
    parameters: gguf?.total ?? safetensors?.total,
    architecture: gguf?.architecture,
    contextLength: gguf?.context_length,
  };
}

export function toHubModel(said: z.output<typeof modelShape>): HubModel {
  const row = toHubModelRow(said);
  const { sha, disabled, cardData, config, gguf, safetensors } = said;
  const license = typeof cardData?.license === "string" ? cardData.license : row.license;
  return { ...row, license, sha, disabled, cardData, config, gguf, safetensors };
}
