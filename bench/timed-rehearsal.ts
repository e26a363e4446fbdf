import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { commandOf, isCommandName } from "#cli-bridge/catalogue/index.ts";
import { handlers } from "#cli-bridge/cli/handlers/index.ts";
import { withNamesMeant } from "#cli-bridge/cli/names-meant.ts";
import type { Session } from "#cli-bridge/cli/session.ts";
import { isOllamaPath } from "#lib/registry/entry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { loadSettings } from "#lib/state/settings.ts";

/** Prints how many milliseconds a deed takes in a new process, once all modules that it needs are loaded. */
const [, , name = "", emptyFolder = ""] = process.argv;
const input = (await json(process.stdin)) as Record<string, unknown>;
const statsAtOnce = 64;

const deed = name === "load-and-look" ? loadAndLook : () => handle(name);
const full = { ...process.env };
Object.assign(process.env, {
  MODELDECK_HOME: emptyFolder,
  MODELDECK_REGISTRY_DIR: emptyFolder,
  MODELDECK_ROOTS: emptyFolder,
});
// The deed without anything to do loads what it needs, as a built program has it at hand. It may refuse.
await deed().catch(() => undefined);
Object.assign(process.env, full);
const start = performance.now();
await deed();
console.log(performance.now() - start);

async function handle(command: string): Promise<void> {
  if (!isCommandName(command) || !(command in handlers))
    throw new Error(`${command} cannot be carried out yet.`);
  const load: () => Promise<unknown> = handlers[command as keyof typeof handlers];
  const handler = (await load()) as (input: object, session: Session) => Promise<unknown>;
  const session = quietSession();
  const meant = input.name === undefined ? input : await withNamesMeant(commandOf(command), input, session);
  await handler(meant, session);
}

function quietSession(): Session {
  const nothing = () => undefined;
  const toType = (words: string) => words;
  const print = { line: nothing, note: nothing, json: nothing, toType, speaksJson: false };
  const told = { tellPlan: nothing, tellProgress: nothing, tellResult: nothing };
  const settings = () => loadSettings();
  return { print, settings, ...told, end: async () => undefined } as unknown as Session;
}

async function loadAndLook(): Promise<void> {
  const registry = await loadRegistry(process.env.MODELDECK_REGISTRY_DIR ?? "");
  const files = registry.entries.flatMap(({ path, files: names }) =>
    path && !isOllamaPath(path) ? names.map((file) => join(path, file)) : [],
  );
  const waiting = files.values();
  const look = async () => {
    for (const file of waiting) await lstat(file);
  };
  await Promise.all(Array.from({ length: statsAtOnce }, look));
}
