import { readFile, stat } from "node:fs/promises";
import { namesInOllamaList } from "#cli-bridge/derive/ollama-list.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const bytesMax = 16 * 1024 * 1024;

/** The names of the models that a file lists. */
export async function readOllamaList(file: string): Promise<string[]> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw refusal(`There is no file ${file}.`);
  if (found.size > bytesMax) throw refusal(`${file} is too large to be a list of models.`);
  const names = namesInOllamaList(await readFile(file, "utf8"));
  if (!names) throw refusal(`${file} is no list of models.`);
  return names;
}

const refusal = (message: string) =>
  new ConsoleError("bad-input", message, {
    hint: "Make one on the other machine with: modeldeck ollama-list --json > models.json",
  });
