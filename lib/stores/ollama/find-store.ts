import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isOllamaStore, usualStores } from "#lib/weights/ollama-store.ts";

/** Where Ollama keeps its models: said outright, of this user, of the system, or beside the weights. */
export async function findOllamaStore(
  env: Readonly<Record<string, string | undefined>>,
  roots: readonly string[],
): Promise<string | undefined> {
  for (const place of ollamaPlaces(env, roots)) if (await isOllamaStore(place)) return place;
  return undefined;
}

/** Where it is looked for, in this order. */
export function ollamaPlaces(
  env: Readonly<Record<string, string | undefined>>,
  roots: readonly string[],
): string[] {
  const home = env.HOME || homedir();
  return [
    ...(env.OLLAMA_MODELS ? [env.OLLAMA_MODELS] : []),
    join(home, usualStores.inHome),
    ...(process.platform === "linux" ? [join("/usr/share/ollama", usualStores.inHome)] : []),
    ...roots.flatMap((root) => [
      join(root, usualStores.besideWeights),
      join(dirname(root), usualStores.besideWeights),
    ]),
  ];
}

/** Refuses a folder that is no store, or that this user may not read. */
export async function guardOllamaStore(store: string): Promise<void> {
  const code = await readdir(join(store, "manifests")).then(
    () => undefined,
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "unknown"),
  );
  if (code === undefined) return;
  if (code === "EACCES" || code === "EPERM") {
    throw new ConsoleError("not-permitted", `You may not read Ollama's store ${store}.`, {
      hint: "Ask its server instead, with --from=api, or let your user read that folder.",
    });
  }
  throw new ConsoleError("not-found", `${store} is no store of Ollama: it has no folder manifests.`, {
    hint: "Name the folder that holds manifests and blobs.",
  });
}
