import type { Block } from "./markdown-blocks.ts";

/** `[docs]: https://…`, without its title, which is not drawn. A note, `[^1]: …`, is none. */
const definition =
  /^ {0,3}\[((?!\^)[^\][\\]{1,100})\]:[ \t]*<?([^\s<>\\]{1,2000})>?(?:[ \t]+["'(].{0,500})?[ \t]*$/;
const note = /^ {0,3}\[\^[^\][\\]{1,100}\]:/;
const reference = /\[([^\][\\]{1,100})\]/g;
const indented = /^(?: {4}|\t|[ \t]*$)/;

const keyOf = (label: string) => label.trim().toLowerCase();

/** Where the names lead that stand in brackets anywhere in an answer. */
export function toReferences(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const references = new Map<string, string>();
  const prose = blocks.filter(({ kind, text }) => kind === "prose" && text.includes("]:"));
  for (const line of prose.flatMap(({ text }) => text.split("\n"))) {
    const [, label = "", url] = definition.exec(line) ?? [];
    const key = keyOf(label);
    if (key !== "" && url && !references.has(key)) references.set(key, `[${label}]: <${url}>`);
  }
  return references;
}

/** The definitions that a block needs, which may stand in any other; blocks are read one by one. */
export function definitionsFor(text: string, references: ReadonlyMap<string, string>): string {
  if (references.size === 0) return "";
  const labels = new Set(Array.from(text.matchAll(reference), ([, label = ""]) => keyOf(label)));
  return Array.from(labels, (key) => references.get(key) ?? "")
    .filter((line) => line !== "")
    .join("\n");
}

/** Whether Markdown would draw nothing of a block: its words are for other ones, and they are not to be lost. */
export function isForOthers(text: string): boolean {
  if (note.test(text)) return true;
  return text.split("\n").every((line) => definition.test(line) || indented.test(line));
}
