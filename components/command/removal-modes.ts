import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { CommandView } from "./command-view.ts";

const forgets = "Forget the download of";

/**
 * The four ways a model can leave, each the same command with other words. `forGood`: what it does where the program in
 * use has no trash. `blindly`: what it is called where no plan counts what goes.
 */
export const removalModes = [
  {
    key: "metadata",
    title: "Metadata only",
    verb: forgets,
    blindly: "Forget its download",
    says: "Forget where it was downloaded to. Files and entry stay.",
    input: {},
  },
  {
    key: "files",
    title: "Files only",
    verb: "Remove the files of",
    blindly: "Delete its files",
    says: "Move its files to the trash. The entry stays, without a download.",
    forGood: "Delete its files for good. The entry stays, without a download.",
    input: { deleteFiles: true },
  },
  {
    key: "all",
    title: "Purge entirely",
    blindly: "Purge entirely",
    says: "Files to the trash and the entry out of the registry.",
    forGood: "Files deleted for good and the entry out of the registry.",
    input: { deleteFiles: true, purge: true },
  },
  {
    key: "entry",
    title: "Entry only, files kept",
    blindly: "Remove its entry",
    says: "The entry leaves the registry. Its files stay where they are.",
    input: { purge: true },
  },
] as const;

export type RemovalMode = (typeof removalModes)[number]["key"];

/** What a mode does. Whoever tells what a removal would do to files moves them to a trash; others delete them. */
export function saysOfRemoval(
  key: string,
  { tellsPlan }: Pick<CommandView, "tellsPlan">,
): string | undefined {
  const mode = removalModes.find((each) => each.key === key);
  return mode && !tellsPlan && "forGood" in mode ? mode.forGood : mode?.says;
}

/** The command in the words of a mode. One that touches no file destroys nothing, and what goes to a trash comes back. */
export function viewOfRemoval(view: CommandView, key: RemovalMode): CommandView {
  const mode = removalModes.find((each) => each.key === key);
  if (mode === undefined) return view;
  const named = namedBy(mode, view);
  if (!("forGood" in mode)) return { ...named, effect: "changes" };
  return view.tellsPlan ? { ...named, effect: "changes", changes: "files and the registry" } : named;
}

function namedBy(mode: (typeof removalModes)[number], view: CommandView): CommandView {
  if (!view.tellsPlan) return { ...view, verb: mode.blindly, summary: saysOfRemoval(mode.key, view) ?? "" };
  return "verb" in mode ? { ...view, verb: mode.verb } : view;
}

/** What a plan would do: where neither entry nor file goes, the download is forgotten, whatever was asked for. */
export const verbOfPlan = (
  { command, removed, files }: Pick<Plan, "command" | "removed" | "files">,
  verb: string,
): string =>
  command === "remove" && removed.length === 0 && files.every(({ deed }) => deed === "keep") ? forgets : verb;

/** The mode that an address asks for by the command's own words. */
export function removalModeOf(input: Readonly<Record<string, unknown>>): RemovalMode {
  const [deletes, purges] = [input.deleteFiles === true, input.purge === true];
  if (deletes) return purges ? "all" : "files";
  return purges ? "entry" : "metadata";
}
