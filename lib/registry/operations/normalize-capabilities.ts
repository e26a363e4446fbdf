import type { DetectedModel } from "#lib/weights/detected-model.ts";
import { type Capabilities, spelledOut, toCapabilities } from "../capabilities.ts";
import type { Entry } from "../entry.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";

/** What Ollama says of every model, by yes or by silence. Of hearing it says nothing either way. */
const ollamaWords = ["vision", "embedding", "tools", "thinking"] as const;

/**
 * What an entry can do, from the weakest word to the strongest: what is recorded, what the files show, what the backend
 * itself said. What nobody speaks of stays unknown.
 */
export function judgedCapabilities(
  { capabilities, metadata, raw }: Pick<Entry, "capabilities" | "metadata" | "raw">,
  model?: Pick<DetectedModel, "capabilities">,
): Capabilities {
  const shown: Capabilities = {};
  for (const [word, answer] of Object.entries(model?.capabilities ?? {})) {
    if (answer !== undefined) shown[word] = answer;
  }
  const judged: Capabilities = { ...capabilities, ...shown, ...wordOfBackend(metadata, raw) };
  if (judged.thinking !== undefined) judged.reasoning = judged.thinking;
  return judged;
}

/** The table as the registry writes it, or nothing where it says just that already. */
export function capabilitiesPatch(raw: RawEntry, judged: Capabilities): RawEntry {
  const table = isRecord(raw.capabilities) ? raw.capabilities : {};
  const said = toCapabilities(table);
  const words = Object.keys({ ...said, ...judged });
  return words.every((word) => said[word] === judged[word]) ? {} : { capabilities: spelledOut(judged) };
}

function wordOfBackend(metadata: Entry["metadata"], raw: RawEntry): Capabilities {
  const said: Capabilities = {};
  const listed = metadata.ollama_capabilities;
  if (Array.isArray(listed) && listed.length > 0) {
    for (const word of ollamaWords) said[word] = listed.includes(word);
    if (listed.includes("audio")) said.audio = true;
    said.text = listed.includes("completion");
  }
  const probe = isRecord(raw.probes) ? raw.probes.vision : undefined;
  if (isRecord(probe) && typeof probe.vision_ok === "boolean") said.vision = probe.vision_ok;
  return said;
}
