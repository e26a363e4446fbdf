import { capabilityWords } from "#cli-bridge/protocol/capability-words.ts";

/** What a model can do: yes, no, or (absent) unknown. */
export type Capabilities = Record<string, boolean>;

const known = new Set(Object.values(capabilityWords).flat());
const canon = Object.entries(capabilityWords);

/** Reads a table of capabilities in any spelling: one word that says yes is enough. */
export function toCapabilities(table: Record<string, unknown> | null | undefined): Capabilities {
  const capabilities: Capabilities = {};
  if (!table) return capabilities;
  for (const [capability, words] of canon) {
    const answer = answerOf(table, words);
    if (answer !== undefined) capabilities[capability] = answer;
  }
  for (const word in table) {
    const value = table[word];
    if (typeof value === "boolean" && !known.has(word)) capabilities[word] = value;
  }
  return capabilities;
}

function answerOf(table: Record<string, unknown>, words: readonly string[]): boolean | undefined {
  let answer: boolean | undefined;
  for (const word of words) {
    const value = table[word];
    if (value === true) return true;
    if (value === false) answer = false;
  }
  return answer;
}

/** The same table with every word that means the same, as the original tool writes it. What is unknown stays unsaid. */
export function spelledOut(capabilities: Capabilities): Record<string, boolean> {
  const table: Record<string, boolean> = {};
  for (const [capability, words] of canon) {
    const answer = capabilities[capability];
    if (answer === undefined) continue;
    for (const word of words) table[word] = (table[word] ?? false) || answer;
  }
  return { ...table, ...unknownWords(capabilities) };
}

function unknownWords(capabilities: Capabilities): Capabilities {
  return Object.fromEntries(Object.entries(capabilities).filter(([word]) => !known.has(word)));
}
