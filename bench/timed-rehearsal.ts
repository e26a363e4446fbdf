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

/**
 * Prints how many milliseconds a deed takes in a new process, once all modules that it needs are loaded. What a process does
 * after that, until it ends, is not in it.
 */
const [, , name = "", small = ""] = process.argv;
const input = (await json(process.stdin)) as Wanted;
const statsAtOnce = 64;
/** So many of those that are named are in a small registry too. */
const namedInSmall = 5;

const full = { ...process.env };
Object.assign(process.env, {
  MODELDECK_HOME: small,
  MODELDECK_REGISTRY_DIR: join(small, "registry"),
  MODELDECK_ROOTS: join(small, "weights"),
});
// The deed on a small registry loads what it needs, as a built program has it at hand.
await deed({
  ...input,
  ...(input.more && { more: input.more.slice(0, namedInSmall) }),
  ...(input.only && { only: input.only.slice(0, namedInSmall) }),
});
Object.assign(process.env, full);
const start = performance.now();
await deed(input);
console.log(performance.now() - start);

type Wanted = { name?: string; more?: readonly string[]; only?: readonly string[]; apply?: boolean };

async function deed(wanted: Wanted): Promise<void> {
  if (name === "load-and-look") return loadAndLook();
  const code = await handle(name, wanted);
  if (wanted.apply && code !== 0) throw new Error(`${name} ended with ${code}.`);
}

async function handle(command: string, wanted: Wanted): Promise<unknown> {
  if (!isCommandName(command) || !(command in handlers))
    throw new Error(`${command} cannot be carried out yet.`);
  const load: () => Promise<unknown> = handlers[command as keyof typeof handlers];
  const handler = (await load()) as (input: object, session: Session) => Promise<unknown>;
  const session = quietSession();
  const meant =
    wanted.name === undefined ? wanted : await withNamesMeant(commandOf(command), wanted, session);
  return handler(meant, session);
}

function quietSession(): Session {
  const nothing = () => undefined;
  const toType = (words: string) => words;
  const print = { line: nothing, note: nothing, json: nothing, toType, speaksJson: false };
  const told = { tellPlan: nothing, tellProgress: nothing, tellResult: nothing };
  // As a session does, which asks for them once.
  let loaded: ReturnType<typeof loadSettings> | undefined;
  const settings = () => {
    loaded ??= loadSettings();
    return loaded;
  };
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
