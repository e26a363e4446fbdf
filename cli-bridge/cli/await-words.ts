import type { AwaitedWords } from "#cli-bridge/protocol/await-words.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { placesOf } from "./places-of.ts";

/**
 * Reads what most commands begin with, and waits to be told which one it is to be. Nothing where whoever started it went
 * away, and then there is nothing to do.
 */
export async function awaitWords(): Promise<string[] | undefined> {
  const told = wholeInput();
  // Whatever is wrong here the command meets again, and says so.
  await getReady().catch(() => undefined);
  const text = await told;
  if (!text.endsWith("}\n")) return undefined;
  const { words, cwd, env }: AwaitedWords = JSON.parse(text);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  return words;
}

async function wholeInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** A file that has changed since is read once more by whoever asks for it. */
async function getReady(): Promise<void> {
  const { dir } = placesOf(await loadSettings({ env: process.env }));
  const [registry] = await Promise.all([loadRegistry(dir), import("./maintain.ts"), import("./edit.ts")]);
  void registry.entries;
}
