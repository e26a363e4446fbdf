import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { nearest } from "#cli-bridge/derive/nearest.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { withRegistryLock } from "#lib/registry/registry-lock.ts";
import { replaceFile } from "#lib/registry/replace-file.ts";
import { guardVariable } from "./guard-environment.ts";
import { faultOf, ollamaVariables } from "./ollama-variables.ts";

/** What servers are told whenever they are started here, by kind. What a later version adds stays. */
const settingsFile = z.looseObject({ ollama: z.record(z.string(), z.string()).default({}) });

export type ServerValues = Record<string, string>;
export type ValuesChange = { set: ServerValues; unset: readonly string[]; clear: boolean };

export const serverSettingsFile = (home: string): string => join(home, "servers.json");

export const readServerValues = async (home: string): Promise<ServerValues> => (await read(home)).ollama;

/** The values as they would be. */
export function changedValues(before: ServerValues, { set, unset, clear }: ValuesChange): ServerValues {
  const kept = Object.entries(clear ? {} : before).filter(([name]) => !unset.includes(name));
  return { ...Object.fromEntries(kept), ...set };
}

/** Saves the values while nobody else does; `judge` looks at them as they are then. */
export async function saveServerValues(
  home: string,
  change: ValuesChange,
  judge: (before: ServerValues) => void,
): Promise<void> {
  await withRegistryLock(home, { command: "backend-config" }, async () => {
    const file = await read(home);
    judge(file.ollama);
    const after = { ...file, ollama: changedValues(file.ollama, change) };
    await replaceFile(serverSettingsFile(home), `${JSON.stringify(after, undefined, 2)}\n`);
  });
}

/** Refuses what Ollama would not read, or would not understand. */
export function guardValues(values: ServerValues): void {
  for (const [name, value] of Object.entries(values)) {
    guardVariable(name);
    const variable = ollamaVariables.find((known) => known.name === name);
    if (!variable) throw unknown(name);
    const fault = faultOf(variable, value);
    if (fault)
      throw new ConsoleError("bad-input", `${value.slice(0, 80)} is no value of ${name}.`, { hint: fault });
  }
}

function unknown(name: string) {
  const names = ollamaVariables.map((known) => known.name);
  const near = nearest(name, names);
  return new ConsoleError("bad-input", `${name} is no variable of Ollama that is known here.`, {
    hint: near ? `Did you mean ${near}?` : `Known are ${names.slice(0, 6).join(", ")} and more.`,
  });
}

async function read(home: string) {
  const path = serverSettingsFile(home);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return settingsFile.parse({});
    throw error;
  }
  const found = settingsFile.safeParse(parsed(text));
  if (found.success) return found.data;
  throw new ConsoleError("conflict", `${path} is not what it should be.`, {
    hint: "Correct the file by hand, or move it away, and try again.",
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
