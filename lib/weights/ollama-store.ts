import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, sep } from "node:path";

/** Where Ollama has its store unless somebody says otherwise: in a home, or beside the weights. */
export const usualStores = {
  inHome: join(".ollama", "models"),
  besideWeights: join("ollama-data", "models"),
};

/** By these two a store is known from any other folder. */
const parts = ["manifests", "blobs"];

export async function isOllamaStore(folder: string): Promise<boolean> {
  const looks = parts.map((part) => stat(join(folder, part)).catch(() => undefined));
  return (await Promise.all(looks)).every((found) => found?.isDirectory());
}

/** The same, asked of the system directly. */
export const isOllamaStoreNow = (folder: string): boolean =>
  parts.every((part) => existsSync(join(folder, part)));

/** Whether a path lies in a store by its name alone. Some may not even be read. */
export const isInUsualStore = (path: string): boolean =>
  Object.values(usualStores).some((store) => join(path).includes(`${sep}${store}${sep}`));
