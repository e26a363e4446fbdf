import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { first, type Setting, toCount } from "./setting.ts";
import type { SettingsFile, WrongKeys } from "./settings-file.ts";
import { type HubSettingsSaid, hubSettingsSaid } from "./settings-hub.ts";

export type Settings = HubSettingsSaid & {
  home: Setting<string>;
  registryDir: Setting<string>;
  /** The folders below which models lie, and outside which nothing is deleted. */
  roots: Setting<string[]>;
  /** The command line program that the console drives. */
  program: Setting<string>;
  dialect: Setting<DialectWord>;
  /** How many backups are kept of those that changes make; 0 keeps all. */
  keepBackups: Setting<number>;
  /** How full the memory and how hot a GPU is when there is a warning. */
  memoryWarningPercent: Setting<number>;
  gpuWarningCelsius: Setting<number>;
  /** The TOML file whose profiles are shown and edited. */
  profilesFile: Setting<string>;
  file: string;
  problems: SettingsProblem[];
  wrong: WrongKeys;
};

export type DialectWord = NonNullable<SettingsFile["dialect"]>;

export type SettingsProblem = { file: string; message: string; hint: string };

type Sources = {
  env?: NodeJS.ProcessEnv;
  /** What was said with `--registry-dir`. */
  registryDir?: string | undefined;
};

/** The settings in force: an option before the environment, that before settings.json, that before what is usual. */
export async function loadSettings({ env = process.env, registryDir }: Sources = {}): Promise<Settings> {
  const userHome = env.HOME || homedir();
  const toPath = (path: string) => resolve(path.replace(/^~(?=$|[/\\])/, () => userHome));
  const home = first<string>([env.MODELDECK_HOME, "environment"], [join(userHome, ".modeldeck"), "default"]);
  home.value = toPath(home.value);
  const file = join(home.value, "settings.json");
  const { values, problems, wrong } = await readSettingsFile(file);
  const usualRoot = join(userHome, "ai-models", "weights");
  const roots = first<string[]>(
    [splitPaths(env.MODELDECK_ROOTS), "environment"],
    [values.roots, "settings.json"],
    [existsSync(usualRoot) ? [usualRoot] : [], "default"],
  );
  const registry = first<string>(
    [registryDir, "option"],
    [env.MODELDECK_REGISTRY_DIR, "environment"],
    [values.registryDir, "settings.json"],
    [join(home.value, "registry"), "default"],
  );
  const profiles = first<string>(
    [env.MODELDECK_PROFILES_FILE, "environment"],
    [values.profilesFile, "settings.json"],
    [join(dirname(toPath(registry.value)), "pyproject.toml"), "default"],
  );
  return {
    home,
    registryDir: { ...registry, value: toPath(registry.value) },
    profilesFile: { ...profiles, value: toPath(profiles.value) },
    roots: { ...roots, value: roots.value.map(toPath) },
    program: first<string>(
      [env.MODELDECK_CLI, "environment"],
      [values.program, "settings.json"],
      ["modeldeck", "default"],
    ),
    dialect: first<DialectWord>(
      [toDialectWord(env.MODELDECK_DIALECT), "environment"],
      [values.dialect, "settings.json"],
      ["as named", "default"],
    ),
    ...hubSettingsSaid(values, env, toPath),
    keepBackups: first<number>(
      [toCount(env.MODELDECK_KEEP_BACKUPS), "environment"],
      [values.keepBackups, "settings.json"],
      [50, "default"],
    ),
    memoryWarningPercent: first<number>([values.memoryWarningPercent, "settings.json"], [80, "default"]),
    gpuWarningCelsius: first<number>([values.gpuWarningCelsius, "settings.json"], [85, "default"]),
    file,
    ...{ problems, wrong },
  };
}

const toDialectWord = (word: string | undefined): DialectWord | undefined =>
  word === "modeldeck" || word === "imageworks" ? word : undefined;

function splitPaths(list: string | undefined): string[] | undefined {
  const paths = list?.split(delimiter).filter((path) => path !== "");
  return paths?.length ? paths : undefined;
}

const hint = "Correct the file; until then the usual values hold for what is wrong in it.";

/** A settings file that cannot be understood is reported and never fatal. The schema is loaded only when needed. */
async function readSettingsFile(
  file: string,
): Promise<Pick<Settings, "problems" | "wrong"> & { values: SettingsFile }> {
  try {
    const text = await readFile(file, "utf8");
    const { readSettingsText } = await import("./settings-file.ts");
    const { values, problems, wrong } = readSettingsText(text);
    return { values, problems: problems.map((message) => ({ file, message, hint })), wrong };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === undefined) throw error;
    if (code === "ENOENT" || code === "ENOTDIR") return { values: {}, problems: [], wrong: [] };
    const problems = [{ file, message: `It cannot be read (${code}).`, hint }];
    return { values: {}, problems, wrong: "all" };
  }
}
