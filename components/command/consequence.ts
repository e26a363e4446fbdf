import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { fileWordsOf, isKeptAsRecorded } from "./run-steps.ts";

/** What a plan does to whom, as one sentence: the bytes and the things by count. */
export function consequenceOf(plan: Plan): string {
  const of = (wanted: Plan["files"][number]["deed"]) => plan.files.filter(({ deed }) => deed === wanted);
  const sizeOf = (files: Plan["files"]) => toByteWords(files.reduce((sum, { bytes }) => sum + bytes, 0));
  const deleted = of("delete");
  const trashed = of("trash");
  const parts = [
    deleted.length > 0 && `${fileWordsOf(plan, deleted)} (${sizeOf(deleted)}) deleted for ever`,
    trashed.length > 0 && `${fileWordsOf(plan, trashed)} (${sizeOf(trashed)}) moved to the trash`,
    plan.removed.length > 0 && `${toCountWords(plan.removed.length, "entry", "entries")} removed`,
    plan.changed.length > 0 && `${toCountWords(plan.changed.length, "entry", "entries")} changed`,
    plan.added.length > 0 && `${toCountWords(plan.added.length, "entry", "entries")} added`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? plan.summary : `${parts.join(", ")}.`;
}

export const isForEver = ({ files }: Plan): boolean => files.some(({ deed }) => deed === "delete");

/** What stays, and why, said aloud: it is what people fear for. */
export function keptWords(plan: Plan): string | undefined {
  const { files, bytesKept } = plan;
  const kept = files.filter(({ deed }) => deed === "keep");
  if (kept.length === 0 && bytesKept === 0) return undefined;
  // Beyond what is kept, only what has another name elsewhere stays when its name goes.
  const isHeld = bytesKept > kept.reduce((sum, { bytes }) => sum + bytes, 0);
  const why = kept.find((file) => file.why !== undefined)?.why;
  const reasons = [why?.replace(/\.$/, ""), isHeld && "another hard link holds them"].filter(Boolean);
  const reason = reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
  const recorded = isKeptAsRecorded(plan) ? " on record" : "";
  return `${toByteWords(bytesKept)}${recorded} ${kept.length === 1 && !isHeld ? "stays" : "stay"}${reason}.`;
}
