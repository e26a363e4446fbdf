import { createHash } from "node:crypto";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { templateTextOf } from "#lib/weights/chat-template.ts";
import { toRecord } from "#lib/weights/json-record.ts";
import type { Hub, HubModel } from "../hub.ts";
import { baseOf } from "./base-of.ts";

type Template = HubAnalysis["chatTemplate"];
type BaseTemplate = { repo: string; text: string };

const bytesMax = 8 * 1024 * 1024;

/** The template of the model that this one was made from; nothing where that one keeps it to itself. */
export async function readBaseTemplate(
  hub: Pick<Hub, "text">,
  model: HubModel,
  signal?: AbortSignal,
): Promise<BaseTemplate | undefined> {
  const repo = baseOf(model);
  if (repo === undefined) return undefined;
  const text = await readTemplate(hub, repo, signal).catch(() => undefined);
  signal?.throwIfAborted();
  return text === undefined ? undefined : { repo, text };
}

async function readTemplate(hub: Pick<Hub, "text">, repo: string, signal: AbortSignal | undefined) {
  const [own, settings] = await Promise.all(
    ["chat_template.jinja", "tokenizer_config.json"].map((path) =>
      hub.text(repo, "main", path, bytesMax, signal),
    ),
  );
  if (own !== undefined) return own;
  return settings === undefined ? undefined : templateTextOf(toRecord(JSON.parse(settings))?.chat_template);
}

/**
 * Says whether the two are the same. A template decides what a model is told, so a changed one can change how it
 * behaves; many are changed for good reasons.
 */
export function compareTemplates(own: Template, base: BaseTemplate | undefined): Template {
  if (base === undefined || own.sha256 === undefined) return own;
  const isSame = createHash("sha256").update(base.text).digest("hex") === own.sha256;
  return { ...own, base: { repo: base.repo, isSame } };
}
