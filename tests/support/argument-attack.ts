import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { joinItems, splitItems } from "#cli-bridge/derive/item-list.ts";
import type { DialectName } from "#cli-bridge/dialects/dialect.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { hostileValues, inputWith, type Slot, slots } from "./hostile-arguments.ts";
import type { OpenConsole } from "./open-console.ts";
import { runToEnd } from "./run-ends.ts";

const shimPath = fileURLToPath(new URL("../fixtures/keeps-argv.mjs", import.meta.url));
export const shim = `"${process.execPath}" "${shimPath}"`;
const refusals = new Set([400, 403, 404, 409, 413, 501]);

type Found = {
  slot: Slot;
  value: unknown;
  input: Record<string, unknown>;
  argv: string[];
  token: string | undefined;
};

const spellings = ({ definition }: Slot, value: unknown, root: string): unknown[] => {
  const isPlace = definition.value.kind === "text" && ["folder", "file"].includes(definition.value.of);
  return isPlace && typeof value === "string" ? [value, `${root}/${value}`] : [value];
};

type ListOf = Extract<Slot["definition"]["value"], { kind: "list" }>["of"];

/** The items that a value of a list says: trimmed, and only in some lists a comma can be escaped. */
function itemsIn(of: ListOf, value: unknown): string[] {
  const said = of === "item" ? splitItems(String(value)) : String(value).split(",");
  return (Array.isArray(value) ? value.map(String) : said).map((item) => item.trim());
}

/** The one word that a value makes. */
function wordOf({ definition: { value: kind } }: Slot, value: unknown): string {
  if (kind.kind !== "list") return String(value);
  const items = itemsIn(kind.of, value);
  return kind.of === "item" ? joinItems(items) : items.join(",");
}

/** The operands that a value makes: of a list each item is one. */
const operandsOf = ({ definition: { value: kind } }: Slot, value: unknown): string[] =>
  kind.kind === "list" ? itemsIn(kind.of, value) : [String(value)];

/** Whether the value stands in exactly one word, whole, where no program takes it for an option. */
function isLiteral({ slot, value, argv }: Found, dialect: DialectName): boolean {
  const said = wordOf(slot, value);
  const words = argv.slice(2);
  if (dialect === "imageworks")
    return words.filter((word) => word === said).length >= 1 && !said.startsWith("-");
  const border = words.indexOf("--");
  const operands = border < 0 ? [] : words.slice(border + 1);
  const options = border < 0 ? words : words.slice(0, border);
  return slot.definition.spelled === "positional"
    ? operandsOf(slot, value).every((operand) => operands.includes(operand))
    : options.some((word) => word.startsWith("--") && word.slice(word.indexOf("=") + 1) === said);
}

/** Asks for the preview of every slot with every value, and keeps those that were not refused. */
export async function previewAll(console: OpenConsole, dialect: DialectName, values = hostileValues) {
  const spoken = slots.filter(({ field }) => !dialects[dialect].omits.includes(field));
  const asked = spoken.flatMap((slot) =>
    values.flatMap((value) => spellings(slot, value, console.root).map((spelt) => ({ slot, value: spelt }))),
  );
  const waiting = [...asked];
  const wrong: string[] = [];
  const taken: Found[] = [];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { slot, value } = next;
      const input = inputWith(slot, value, console.root);
      const answer = await console.post(`/api/commands/${slot.command}/preview`, { input });
      const { argv, confirmation } = await answer.json();
      const says = `${answer.status} ${dialect} ${slot.command}.${slot.field} ${JSON.stringify(value)?.slice(0, 80)}`;
      if (answer.status !== 200) {
        if (!refusals.has(answer.status)) wrong.push(says);
        continue;
      }
      const found = { slot, value, input, argv, token: confirmation.token };
      if (isLiteral(found, dialect)) taken.push(found);
      else if (!argv.includes(`--${slot.field}`))
        wrong.push(`${says}: ${argv.slice(2).join(" ").slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return { tried: asked.length, wrong, taken };
}

/** Runs them for real. What arrived must be what was previewed, word for word. */
export async function runAll(console: OpenConsole, taken: readonly Found[]) {
  const waiting = [...taken];
  const expected: string[] = [];
  const refused: number[] = [];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { slot, input, token } = next;
      const phrase = "x";
      const wanted = { command: slot.command, input, ...(token && { confirmation: { token, phrase } }) };
      const { status, record } = await runToEnd(console, wanted);
      if (status === 201) expected.push(JSON.stringify(next.argv.slice(2)));
      else refused.push(status);
      if (status === 201 && JSON.stringify(record.argv) !== JSON.stringify(next.argv)) refused.push(600);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  const kept = await readFile(join(console.home, "argv.jsonl"), "utf8").catch(() => "");
  return { expected: expected.sort(), arrived: kept.split("\n").filter(Boolean).sort(), refused };
}
