import { parse, type TomlTable, type TomlValue } from "smol-toml";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** Whole numbers are big integers and the others are not, so that `2` and `2.0` stay apart. */
export type TomlData = TomlValue;

const options = { integersAsBigInt: true, maxDepth: 100 } as const;

/** Reads a whole file. The parser's own message quotes the file, which may hold secrets; only the place is told. */
export function parseToml(text: string, name: string): TomlTable {
  try {
    return copyTable(parse(text.replace(/^\uFEFF/, ""), options));
  } catch (error) {
    const place = error instanceof Error && "line" in error ? `, line ${error.line}` : "";
    throw new ConsoleError("failed", `${name} is not TOML${place}.`, {
      hint: "Correct the file by hand; nothing was changed.",
    });
  }
}

/** Reads one value as TOML spells it; `undefined` where it is none. */
export function parseTomlValue(text: string): TomlData | undefined {
  try {
    const { value, ...others } = parse(`value = ${text}\n`, options);
    return Object.keys(others).length === 0 && value !== undefined ? copyValue(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The parser's tables have no prototype, others do; copies are all alike. Dates keep their kind. */
export const copyTable = (table: TomlTable): TomlTable =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key, copyValue(value)]));

function copyValue(value: TomlData): TomlData {
  if (Array.isArray(value)) return value.map(copyValue);
  return isTable(value) ? copyTable(value) : value;
}

/** `a."b c".d` as its parts; `undefined` where it is no key. */
export function parseTomlKey(text: string): string[] | undefined {
  try {
    if (text.includes("\n")) return undefined;
    const parts: string[] = [];
    let here: unknown = parse(`${text} = 0\n`, options);
    while (isTable(here)) {
      const [part] = Object.keys(here);
      if (part === undefined) return undefined;
      parts.push(part);
      here = here[part];
    }
    return here === 0n ? parts : undefined;
  } catch {
    return undefined;
  }
}

export const isTable = (value: unknown): value is TomlTable =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** A part of a key as it stands, without its quotes. */
export function decodeKey(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1);
  if (!text.startsWith('"')) return text;
  const value = parseTomlValue(text);
  return typeof value === "string" ? value : text;
}

export const toKeyText = (path: readonly string[]): string =>
  path.map((part) => (/^[A-Za-z0-9_-]+$/.test(part) ? part : toBasicString(part))).join(".");

const toBasicString = (value: string): string => JSON.stringify(value).replaceAll("\u007f", "\\u007F");

const isPlain = (value: string): boolean => !/[\p{Cc}]/u.test(value);

/** A string, in the quotes of the one that it replaces as far as they can hold it. */
function toStringText(value: string, like: string): string {
  if (like.startsWith("'''") && !value.includes("''") && isPlain(value.replace(/[\t\n]/g, "")))
    return `'''${like[3] === "\n" ? "\n" : ""}${value}'''`;
  if (like.startsWith("'") && !like.startsWith("'''") && !value.includes("'") && isPlain(value))
    return `'${value}'`;
  if (like.startsWith('"""') && value.includes("\n"))
    return `"""\n${value
      .split("\n")
      .map((line) => toBasicString(line).slice(1, -1))
      .join("\n")}"""`;
  return toBasicString(value);
}

/** How a value is written. What it replaces shows in which manner. */
export function toValueText(value: TomlData, like = ""): string {
  if (typeof value === "string") return toStringText(value, like);
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "number") return toFloatText(value);
  if (Array.isArray(value)) return `[${value.map((item) => toValueText(item)).join(", ")}]`;
  if (!isTable(value)) return value.toISOString();
  const inside = Object.entries(value).map(([key, part]) => `${toKeyText([key])} = ${toValueText(part)}`);
  return inside.length === 0 ? "{}" : `{ ${inside.join(", ")} }`;
}

function toFloatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
