import { createHash } from "node:crypto";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { templateEscapesOf } from "#lib/weights/chat-template.ts";
import type { HubModel } from "../hub.ts";
import type { RemoteConfigs } from "./remote-configs.ts";

const textMax = 256 * 1024;

/** The template as it stands, with what in it wants out. A GGUF's own is told by the hub, which reads it whole. */
export function templateOf(model: HubModel, { template }: RemoteConfigs): HubAnalysis["chatTemplate"] {
  const inHeader = model.gguf?.chat_template;
  if (typeof inHeader === "string" && inHeader !== "") return told("header", inHeader);
  if (template !== undefined) return { ...told("file", template.text), path: template.path };
  return { source: "none", flags: [] };
}

function told(source: "header" | "file", text: string): HubAnalysis["chatTemplate"] {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { source, text: text.slice(0, textMax), sha256, flags: templateEscapesOf(text) };
}
