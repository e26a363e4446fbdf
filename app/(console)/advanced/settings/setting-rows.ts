import type { SettingRow } from "#components/shell/setting-list.tsx";
import type { readSettings } from "#lib/server/reads.ts";

type Settings = ReturnType<typeof readSettings>;

/** The settings in the order in which one asks for them. */
export function toSettingRows(settings: Settings): SettingRow[] {
  return [...placeRows(settings), ...programRows(settings), ...keepingRows(settings)];
}

function placeRows({ registryDir, roots }: Settings): SettingRow[] {
  return [
    {
      label: "Registry",
      says: "The folder of the registry's files",
      values: [registryDir.value],
      from: registryDir.from,
      variable: "MODELDECK_REGISTRY_DIR",
      key: "registryDir",
    },
    {
      label: "Roots",
      says: "Where models lie; nothing outside is deleted",
      values: roots.value,
      from: roots.from,
      variable: "MODELDECK_ROOTS",
      key: "roots",
    },
  ];
}

function programRows({ program, dialect, hubEndpoint }: Settings): SettingRow[] {
  return [
    {
      label: "Program",
      says: "What the console runs",
      values: [program.value],
      from: program.from,
      variable: "MODELDECK_CLI",
      key: "program",
    },
    {
      label: "Dialect",
      says: "How the program is spoken to",
      values: [dialect.value],
      from: dialect.from,
      variable: "MODELDECK_DIALECT",
      key: "dialect",
    },
    {
      label: "Hub",
      says: "Where models are downloaded from",
      values: [hubEndpoint.value],
      from: hubEndpoint.from,
      variable: "HF_ENDPOINT",
      key: "hubEndpoint",
    },
  ];
}

function keepingRows({ keepBackups, home }: Settings): SettingRow[] {
  return [
    {
      label: "Backups kept",
      says: "Of those that changes make; the oldest go first",
      values: [keepBackups.value === 0 ? "all" : String(keepBackups.value)],
      from: keepBackups.from,
      variable: "MODELDECK_KEEP_BACKUPS",
      key: "keepBackups",
    },
    {
      label: "Home",
      says: "Runs, and settings.json",
      values: [home.value],
      from: home.from,
      variable: "MODELDECK_HOME",
    },
  ];
}
