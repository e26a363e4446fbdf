import { joinWords, splitWords } from "#cli-bridge/derive/argument-words.ts";
import { sectionOf, stopOf, tagsOf } from "./edit-values.ts";

/** A text as it will read once it is saved: however it is spaced and written, the same is said. */
export function settledText(key: string, text: string): string {
  if (key === "args.args") {
    const { words, problem } = splitWords(text);
    return problem === undefined ? joinWords(words) : text;
  }
  if (key === "meta.tags") return [...new Set(tagsOf(text))].join(", ");
  if (key === "defaults.stop") return JSON.stringify(stopOf(text));
  if (key === "backend.host" || key === "backend.baseUrl") return text.trim();
  const isNumber = key === "backend.port" || sectionOf(key) === "roles" || sectionOf(key) === "defaults";
  return isNumber && text.trim() !== "" && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

/** Whether two texts of a field say the same. Not to play a role is another thing than to play it without a priority. */
export function saysSame(key: string, one: string | undefined, other: string | undefined): boolean {
  if (one === other) return true;
  if (sectionOf(key) === "roles" && (one === undefined || other === undefined)) return false;
  return settledText(key, one ?? "") === settledText(key, other ?? "");
}
