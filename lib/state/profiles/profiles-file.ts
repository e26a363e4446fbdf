import { readFile, realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { TomlTable } from "smol-toml";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isTable, parseToml } from "./toml-value.ts";

/** Where the table lies in a file. */
export const tablePath = ["tool", "imageworks"] as const;
export const profilesKey = "deployment_profiles";

const bytesMax = 2_000_000;

export type ProfilesFile = { path: string; text: string; mode: number; table: TomlTable };

/** The file in force: one that is named, else the one that is set. */
export function profilesPath(named: string | undefined, set: string): string {
  const path = resolve(named ?? set);
  if (path.endsWith(".toml")) return path;
  throw new ConsoleError("bad-input", `${path} does not end in .toml.`, { hint: "Name a TOML file." });
}

/** Reads it; a file that is not there is nothing, and one that cannot be understood is refused. */
export async function readProfilesFile(path: string): Promise<ProfilesFile | undefined> {
  try {
    const real = await realpath(path);
    const stats = await stat(real);
    if (!stats.isFile() || stats.size > bytesMax)
      throw new ConsoleError("too-large", `${path} is no file of at most ${bytesMax} bytes.`);
    const bytes = await readFile(real);
    const text = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(bytes);
    return { path: real, text, mode: stats.mode & 0o777, table: tableIn(text, path) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "EACCES") throw new ConsoleError("not-permitted", `${path} may not be read.`);
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      throw new ConsoleError("failed", `${path} is not UTF-8.`, { hint: "Save it as UTF-8." });
    throw error;
  }
}

export function tableIn(text: string, name: string): TomlTable {
  const { tool } = parseToml(text, name);
  const table = isTable(tool) ? tool[tablePath[1]] : undefined;
  return isTable(table) ? table : {};
}
