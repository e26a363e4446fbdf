import type { SettingRow } from "#components/shell/setting-list.tsx";
import type { readSettings } from "#lib/server/reads.ts";

type Settings = ReturnType<typeof readSettings>;
type Key = Exclude<keyof Settings, "file" | "problems">;

type Described = { of: Key; label: string; says: string; variable: string; inFile?: false };

/** The settings in the order in which one asks for them. */
const described: readonly Described[] = [
  {
    of: "registryDir",
    label: "Registry",
    says: "The folder of the registry's files",
    variable: "MODELDECK_REGISTRY_DIR",
  },
  {
    of: "roots",
    label: "Roots",
    says: "Where models lie; nothing outside is deleted",
    variable: "MODELDECK_ROOTS",
  },
  { of: "program", label: "Program", says: "What the console runs", variable: "MODELDECK_CLI" },
  { of: "dialect", label: "Dialect", says: "How the program is spoken to", variable: "MODELDECK_DIALECT" },
  { of: "hubEndpoint", label: "Hub", says: "Where models are downloaded from", variable: "HF_ENDPOINT" },
  {
    of: "keepBackups",
    label: "Backups kept",
    says: "Of those that changes make; the oldest go first",
    variable: "MODELDECK_KEEP_BACKUPS",
  },
  {
    of: "profilesFile",
    label: "Profiles",
    says: "The TOML file whose profiles are shown and edited",
    variable: "MODELDECK_PROFILES_FILE",
  },
  { of: "home", label: "Home", says: "Runs, and settings.json", variable: "MODELDECK_HOME", inFile: false },
];

export const toSettingRows = (settings: Settings): SettingRow[] =>
  described.map(({ of, label, says, variable, inFile }) => ({
    label,
    says,
    values: wordsOf(of, settings[of].value),
    from: settings[of].from,
    variable,
    ...(inFile !== false && { key: of }),
  }));

function wordsOf(key: Key, value: Settings[Key]["value"]): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  return [key === "keepBackups" && value === 0 ? "all" : String(value)];
}
