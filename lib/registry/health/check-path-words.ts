import { resolve } from "node:path";
import { type Entry, isOllamaPath } from "../entry.ts";
import { placeKindOf } from "../entry-place.ts";
import { findingOf, type HealthFinding, isFree, severalModels } from "./health-finding.ts";

/** What is odd about paths as they are written; no file is looked at. */
export function checkPathWords(entries: readonly Entry[]): HealthFinding[] {
  const byKind = Map.groupBy(entries, (entry) => placeKindOf(entry));
  const itemsOf = (kind: ReturnType<typeof placeKindOf>) =>
    (byKind.get(kind) ?? []).map(({ name, path = "" }) => ({ name, detail: path }));
  const relative = itemsOf("relative");
  const free = (byKind.get("relative") ?? []).filter(isFree);
  const oneSlash = itemsOf("ollama").filter(({ detail }) => !detail.toLowerCase().startsWith("ollama://"));
  return [
    ...findingOf(
      {
        ...{ check: "relative-path", severity: "error", title: "Paths that are not absolute" },
        says: "They mean another place in every folder, so nothing is looked for there. Forget the download and scan its folder.",
        mend: free.length === 0 ? undefined : { command: "remove", input: severalModels(free) },
      },
      relative,
    ),
    ...findingOf(
      {
        ...{ check: "foreign-path", severity: "warning", title: "Paths of Windows" },
        says: "On this system they are names, not places: nothing is looked for or deleted there.",
      },
      itemsOf("foreign"),
    ),
    ...findingOf(
      {
        ...{
          check: "ollama-spelling",
          severity: "note",
          title: "Ollama's models written ollama:/ with one slash",
        },
        says: "The original takes them for downloads, and ollama:// for names. Both are understood here.",
      },
      oneSlash,
    ),
    ...sharedPaths(entries),
  ];
}

/** Two entries of one path and the same files are one model twice, and share what is deleted. */
function sharedPaths(entries: readonly Entry[]): HealthFinding[] {
  const groups = Map.groupBy(
    entries.filter((entry) => ["local", "ollama", "foreign"].includes(placeKindOf(entry))),
    ({ path = "", backend, files }) =>
      isOllamaPath(path)
        ? `${backend} ${path.replace(/^ollama:\/*/i, "ollama:").toLowerCase()}`
        : `${path.startsWith("/") ? resolve(path) : path}\0${files.toSorted().join("\0")}`,
  );
  const shared = [...groups.values()].filter((group) => group.length > 1);
  return findingOf(
    {
      ...{ check: "shared-path", severity: "warning", title: "Entries that share their files" },
      says: "Files that another entry needs are kept when one of them is removed. If they are one model, keep the richest.",
      mend: { command: "prune-duplicates", input: {} },
    },
    shared.flatMap((group) => group.map(({ name, path = "" }) => ({ name, detail: path }))),
  );
}
