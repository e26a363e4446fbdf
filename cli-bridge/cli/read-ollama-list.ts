import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const bytesMax = 16 * 1024 * 1024;
const nameMax = 512;

const list = z.object({
  models: z
    .array(z.object({ name: z.string().min(1).max(nameMax), remote: z.unknown().optional() }))
    .max(10_000),
});

/** The names in a list that `ollama-list --json` printed, or one name to a line. What runs elsewhere is left out. */
export async function readOllamaList(file: string): Promise<string[]> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw refusal(`There is no file ${file}.`);
  if (found.size > bytesMax) throw refusal(`${file} is too large to be a list of models.`);
  const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  if (!text.trimStart().startsWith("{")) return namesIn(text, file);
  const read = list.safeParse(toJson(text)).data;
  if (!read) throw refusal(`${file} is no list of models.`);
  return read.models.filter(({ remote }) => !remote).map(({ name }) => name);
}

function namesIn(text: string, file: string): string[] {
  const names = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (names.some((name) => name.length > nameMax || /\s/.test(name)))
    throw refusal(`${file} is no list of models.`);
  return names;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const refusal = (message: string) =>
  new ConsoleError("bad-input", message, {
    hint: "Make one on the other machine with: modeldeck ollama-list --json > models.json",
  });
