import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { isGivenUp } from "./going-on.ts";
import type { RunMood } from "./outcome-words.ts";
import { isRehearsal } from "./rehearsal.ts";

/** What went well in a rehearsal has done nothing, and what was given up waits for nobody. */
export function endingOf(run: RunRecord, mood: RunMood): RunMood | "given up" | "rehearsed" {
  if (mood !== "undone" && isGivenUp(run)) return "given up";
  return mood === "done" && isRehearsal(run) ? "rehearsed" : mood;
}
