import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** Where Ollama keeps its models: said outright, of this user, of the system, or beside the weights. */
export async function findOllamaStore(
  env: Readonly<Record<string, string | undefined>>,
  roots: readonly string[],
): Promise<string | undefined> {
  const home = env.HOME || homedir();
  const places = [
    env.OLLAMA_MODELS,
    join(home, ".ollama", "models"),
    ...(process.platform === "linux" ? ["/usr/share/ollama/.ollama/models"] : []),
    ...roots.flatMap((root) => [
      join(root, "ollama-data", "models"),
      join(dirname(root), "ollama-data", "models"),
    ]),
  ];
  for (const place of places) if (place && (await isStore(place))) return place;
  return undefined;
}

const isStore = (place: string) =>
  stat(join(place, "manifests")).then(
    (found) => found.isDirectory(),
    () => false,
  );
