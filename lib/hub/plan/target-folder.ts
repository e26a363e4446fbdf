import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export type TargetPlace = {
  /** The folder below which repositories lie, as it was named. */
  base: string;
  label: "linux_wsl" | "windows_lmstudio" | "custom";
};

const looksLikeLmStudio = /lm[-_ ]?studio|[\\/]llm models[\\/]?$/i;

/** Where LM Studio keeps its models, when nobody says otherwise. */
const usualLmStudio = [
  join(homedir(), ".lmstudio", "models"),
  join(homedir(), ".cache", "lm-studio", "models"),
];

/** The folder that a location means: one of the two words, a configured root, or a path. */
export function targetPlaceOf(
  location: string | undefined,
  roots: readonly string[],
  userHome = homedir(),
): TargetPlace {
  const own = roots.filter((root) => !looksLikeLmStudio.test(root));
  const usual = own[0] ?? roots[0] ?? join(userHome, "ai-models", "weights");
  if (location === undefined || location === "linux_wsl") return { base: usual, label: "linux_wsl" };
  if (location === "windows_lmstudio") {
    const known = [
      ...roots.filter((root) => looksLikeLmStudio.test(root)),
      ...usualLmStudio.filter(existsSync),
    ];
    const [base] = known;
    if (base !== undefined) return { base, label: "windows_lmstudio" };
    throw new ConsoleError("not-found", "There is no folder of LM Studio here.", {
      hint: "Name it: --location=/path/to/its/models, or add it to the roots.",
    });
  }
  const isPath = isAbsolute(location) || /^(?:~|\.{1,2})(?:[/\\]|$)/.test(location);
  if (!isPath) {
    throw new ConsoleError("bad-input", `"${location.slice(0, 200)}" is no location.`, {
      hint: "Say linux_wsl, windows_lmstudio or a whole path, such as --location=/srv/models.",
    });
  }
  const base = resolve(location.replace(/^~(?=$|[/\\])/, () => userHome));
  const root = roots.find((each) => base === each || base.startsWith(`${each}/`));
  if (root === undefined) return { base, label: "custom" };
  return { base, label: looksLikeLmStudio.test(root) ? "windows_lmstudio" : "linux_wsl" };
}

/** `owner/repo` below the base; another revision than the usual one lies beside it. */
export function folderNameOf(repo: string, revision: string | undefined): string {
  if (revision === undefined || revision === "main") return repo;
  const short = /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 12) : revision;
  return `${repo}@${short.replace(/[^\w.+-]/g, "_")}`;
}
