import { readFile, stat } from "node:fs/promises";

export type JsonRecord = { readonly [key: string]: unknown };

const jsonBytesMax = 32 * 1024 * 1024;

/** The object in a JSON file, or why there is none. A missing file is the caller's business. */
export async function readJsonRecord(path: string): Promise<JsonRecord | string> {
  const found = await stat(path);
  if (!found.isFile()) return "is not a regular file";
  if (found.size > jsonBytesMax) return `is larger than ${jsonBytesMax} bytes`;
  try {
    return toRecord(JSON.parse(await readFile(path, "utf8"))) ?? "holds no JSON object";
  } catch {
    return "is not valid JSON";
  }
}

export function toRecord(value: unknown): JsonRecord | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return value as JsonRecord;
}

/** The first of these keys that holds a positive number. */
export function findNumber(record: JsonRecord | undefined, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const value = record?.[key];
    if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
  }
  return undefined;
}

export function findText(record: JsonRecord | undefined, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = record?.[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
