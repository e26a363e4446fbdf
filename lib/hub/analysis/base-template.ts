import { createHash } from "node:crypto";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { templateTextOf } from "#lib/weights/chat-template.ts";
import { toRecord } from "#lib/weights/json-record.ts";
import type { Hub, HubModel } from "../hub.ts";
import { baseOf } from "./base-of.ts";

type Comparing = {
  hub: Pick<Hub, "text">;
  model: HubModel;
  chatTemplate: HubAnalysis["chatTemplate"];
  signal: AbortSignal | undefined;
};

const bytesMax = 8 * 1024 * 1024;

/**
 * Whether the template is that of the model this one was made from. A template decides what a model is told, so a
 * changed one can change how it behaves; many are changed for good reasons. Where the base keeps its own to itself,
 * nothing is said.
 */
export async function compareTemplate({
  hub,
  model,
  chatTemplate,
  signal,
}: Comparing): Promise<HubAnalysis["chatTemplate"]> {
  const base = baseOf(model);
  if (base === undefined || chatTemplate.sha256 === undefined) return chatTemplate;
  const text = await readTemplate(hub, base, signal).catch(() => undefined);
  signal?.throwIfAborted();
  if (text === undefined) return chatTemplate;
  const isSame = createHash("sha256").update(text).digest("hex") === chatTemplate.sha256;
  return { ...chatTemplate, base: { repo: base, isSame } };
}

async function readTemplate(hub: Pick<Hub, "text">, repo: string, signal: AbortSignal | undefined) {
  const own = await hub.text(repo, "main", "chat_template.jinja", bytesMax, signal);
  if (own !== undefined) return own;
  const settings = await hub.text(repo, "main", "tokenizer_config.json", bytesMax, signal);
  return settings === undefined ? undefined : templateTextOf(toRecord(JSON.parse(settings))?.chat_template);
}
