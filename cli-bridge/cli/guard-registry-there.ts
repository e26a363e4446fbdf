import { stat } from "node:fs/promises";
import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { SettingSource } from "#lib/state/setting.ts";
import type { Session } from "./session.ts";

/** These begin a registry where there is none yet, or do without one. */
const needNone: ReadonlySet<CommandName> = new Set([
  ...(["scan", "rebuild", "import-models", "import-ollama", "import-lmstudio", "import-hf-cache"] as const),
  ...(["search", "analyze", "hub-check", "partials", "ollama-list", "ollama-show"] as const),
  ...(["backends", "backend-add", "backend-remove", "backend-guide", "serve"] as const),
  ...(["config", "set-config", "profiles", "set-profile"] as const),
  ...(["trash-list", "trash-empty", "tidy-empty-dirs"] as const),
]);

const sayers: Readonly<Record<Exclude<SettingSource, "default">, string>> = {
  option: "--registry-dir",
  environment: "MODELDECK_REGISTRY_DIR",
  "settings.json": "settings.json",
};

/** A registry that somebody named and that is not there is a slip of the pen or a disk that is away, not an empty one. */
export async function guardRegistryThere(
  name: CommandName,
  { registryPath }: Input,
  { settings }: Session,
): Promise<void> {
  const { lane } = commandOf(name);
  // A single file that is named stands for the folder.
  if (registryPath !== undefined) return;
  if (needNone.has(name) || (lane !== "registry" && lane !== "reads")) return;
  const { value: dir, from } = (await settings()).registryDir;
  if (from === "default") return;
  const found = await stat(dir).catch((error: NodeJS.ErrnoException) => error.code);
  if (typeof found === "object" ? found.isDirectory() : found !== "ENOENT" && found !== "ENOTDIR") return;
  const isFile = typeof found === "object" || found === "ENOTDIR";
  throw new ConsoleError(
    "not-found",
    `There is no registry in ${dir}, which ${sayers[from]} names: ${isFile ? "it is no folder" : "there is no such folder"}.`,
    {
      hint: "Correct the name, or mount its disk. To begin a registry there, take models in: modeldeck scan --apply",
    },
  );
}
