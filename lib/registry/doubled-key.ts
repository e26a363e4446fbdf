import { nameOf } from "./raw-entry.ts";

type Doubled = { key: string; line: number; element: number };
type Level = { keys: Set<string>; commas: number };

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;
const keyLengthMax = 60;

/** The first key that stands twice in one object of a text that is JSON. */
function findDoubled(text: string): Doubled | undefined {
  const levels: Level[] = [];
  let string = "";
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === "{" || token === "[") levels.push({ keys: new Set(), commas: 0 });
    else if (token === "}" || token === "]") levels.pop();
    else if (token === "," && level) level.commas += 1;
    else if (token === ":" && level) {
      const key: string = JSON.parse(string);
      if (level.keys.has(key))
        return { key, line: text.slice(0, index).split("\n").length, element: levels[0]?.commas ?? 0 };
      level.keys.add(key);
    } else string = token;
  }
  return undefined;
}

/** Which key stands twice, and where. A file whose elements have no names may be anything, and its keys are not told. */
export function doubledWords(text: string, value: unknown): { why: string; name?: string } {
  const doubled = findDoubled(text);
  if (doubled === undefined) return { why: "a key stands twice in one object" };
  const { key, line, element } = doubled;
  const name = nameOf(Array.isArray(value) ? value[element] : undefined);
  if (name === undefined) return { why: `a key stands twice in one object at line ${line}` };
  const said = JSON.stringify(key.length > keyLengthMax ? `${key.slice(0, keyLengthMax)}…` : key);
  return { why: `${said} stands twice in one object at line ${line}, in the entry ${name}`, name };
}
