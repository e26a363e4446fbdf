import { constants } from "node:fs";
import { open, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { CommitRecord } from "./commit-record.ts";
import { diskWordsOf } from "./disk-words.ts";
import { type FileMark, isSameFile, markOf } from "./file-mark.ts";
import { errorCodeOf } from "./file-system.ts";
import { type JsonReading, readJsonText } from "./json-text.ts";
import { isNewerMark, isRecord, schemaMax } from "./raw-entry.ts";
import { layerBytesMax } from "./registry-files.ts";

export type RegistryProblem = {
  file: string;
  name?: string;
  message: string;
  hint: string;
  /** Nothing is broken: a program newer than this one wrote it. */
  isNewer?: true;
  /** Its file is a link, and nothing is written over what that leads to. */
  isLink?: true;
};

export type FileReading =
  | { kind: "absent" }
  /** Without a mark where the file changed while it was read. */
  | { kind: "read"; bytes: Buffer; mark?: FileMark; isLink?: boolean }
  | { kind: "unreadable"; why: string; isLink?: boolean };

export type LayerReading = {
  elements: unknown[];
  exists: boolean;
  problem?: RegistryProblem | undefined;
  /** What can be shown of a file that must not be written: of two equal keys the last, as the original tool reads it. */
  shown?: unknown[];
};

type UnsoundJson = Extract<JsonReading, { ok: false }>;

const restoreHint =
  "Nothing will be written over it. Repair the file, or find a backup with: modeldeck backups, and put it back with: modeldeck restore-backup --apply -- NAME";

const linkHint =
  "It is a link, and nothing is written over what it leads to. Repair that, or remove the link and put a backup back: modeldeck backups";

/** Reads a registry file; while a save is being finished, what it committed already counts. */
export async function readRegistryFile(
  dir: string,
  name: string,
  commit?: CommitRecord,
): Promise<FileReading> {
  if (commit?.gone.includes(name)) return { kind: "absent" };
  const pending = commit?.files.find((file) => file.name === name);
  if (pending) {
    // Saves are seldom met halfway, so what follows links then is loaded when one is met.
    const { filePlaceOf } = await import("./file-place.ts");
    const here = { folder: dir };
    const { folder } = pending.target === undefined ? here : await filePlaceOf(dir, name).catch(() => here);
    const reading = await readWhole(join(folder, pending.temporary));
    if (reading.kind === "read" && reading.bytes.length === pending.bytes) return reading;
  }
  return linkAware(join(dir, name), await readWhole(join(dir, name)));
}

/** A link to nothing is no layer that is empty: what it leads to may be on a disk that is away. */
async function linkAware(path: string, reading: FileReading): Promise<FileReading> {
  const target = await readlink(path).catch(() => undefined);
  if (target === undefined) return reading;
  if (reading.kind !== "absent") return { ...reading, isLink: true };
  return { kind: "unreadable", why: `it is a link to ${target}, and nothing is there`, isLink: true };
}

async function readWhole(path: string): Promise<FileReading> {
  try {
    // Without O_NONBLOCK a named pipe in the file's place would hold us for ever.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await file.stat({ bigint: true });
      if (!stats.isFile()) return { kind: "unreadable", why: "it is not a file" };
      const { size } = stats;
      if (size > layerBytesMax)
        return { kind: "unreadable", why: `its ${size} bytes are more than ${layerBytesMax}` };
      const bytes = await file.readFile();
      const mark = markOf(stats);
      const isStill = isSameFile(mark, markOf(await file.stat({ bigint: true })));
      return { kind: "read", bytes, ...(isStill && { mark }) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return { kind: "absent" };
    return { kind: "unreadable", why: diskWordsOf(error) };
  }
}

/** Takes a layer out of what was read of its file. What cannot be read whole is a problem, not an exception. */
export function toLayer(file: string, reading: FileReading): LayerReading {
  if (reading.kind === "absent") return { elements: [], exists: false };
  if (reading.kind === "unreadable") return unreadable(file, reading.why, reading.isLink);
  const json = readJsonText(reading.bytes);
  if (!json.ok) return json.doubled ? halfReadable(file, json) : unreadable(file, json.why, reading.isLink);
  return toLayerOf(file, json.value, reading.isLink);
}

/** What a value that stands in a layer's file makes of the layer. */
export function toLayerOf(file: string, value: unknown, isLink?: boolean): LayerReading {
  const { elements, schema } = toElements(value);
  if (elements === undefined) return unreadable(file, `it ${noListWords}`, isLink);
  if (schema !== undefined) {
    const message = `${file} ${newerWords(schema)}.`;
    const hint = "Update Modeldeck to change this registry. Until then it can only be read.";
    return { elements, exists: true, problem: { file, message, hint, isNewer: true } };
  }
  return { elements, exists: true };
}

export const noListWords = "holds no list of entries";
export const newerWords = (schema: string) =>
  `is written in schema ${schema}, and this program knows ${schemaMax}`;

/** A table around the list, or an element that has no name and a schema, is the mark of a form that is not ours. */
export function toElements(value: unknown): { elements: unknown[] | undefined; schema?: string } {
  if (isRecord(value) && Array.isArray(value.entries)) {
    const schema = value.schema ?? value.schema_version ?? value.version;
    return { elements: value.entries, schema: wordOf(schema) };
  }
  if (isRecord(value) && typeof value.schema === "number" && value.schema > schemaMax) {
    return { elements: [], schema: wordOf(value.schema) };
  }
  if (!Array.isArray(value)) return { elements: undefined };
  const mark = value.find(isNewerMark);
  return mark ? { elements: value, schema: wordOf(mark.schema ?? mark.schema_version) } : { elements: value };
}

const wordOf = (schema: unknown) =>
  typeof schema === "number" || typeof schema === "string" ? String(schema).slice(0, 40) : "unknown";

/** No writer of JSON could keep both of two equal keys, so nothing is written here; all else can be seen. */
function halfReadable(file: string, { why, doubled }: Pick<UnsoundJson, "why" | "doubled">): LayerReading {
  const { elements = [] } = toElements(doubled?.value);
  const message = `${file} can only be read: ${why}.`;
  const hint =
    "Nothing will be written over it, or one of the two were lost. Take one of them out of the file.";
  const problem = { file, message, hint, ...(doubled?.name !== undefined && { name: doubled.name }) };
  return { elements: [], shown: elements, exists: true, problem };
}

function unreadable(file: string, why: string, isLink = false): LayerReading {
  const message = `${file} cannot be read: ${why}.`;
  const problem: RegistryProblem = isLink
    ? { file, message, hint: linkHint, isLink }
    : { file, message, hint: restoreHint };
  return { elements: [], exists: true, problem };
}
