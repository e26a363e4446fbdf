import { guardOutsideTrash } from "#lib/weights/trash-folder.ts";
import { isOllamaPath } from "../entry.ts";
import { isInside } from "../is-inside.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Operation } from "./maintain.ts";
import { openRealPlaces } from "./real-places.ts";

export type PurgeHfWanted = { folders: readonly string[]; backend: string | undefined };

/** Entries whose files really lie below a folder go; the files stay. */
export function purgeHf({ folders, backend }: PurgeHfWanted): Operation {
  return async ({ entries }) => {
    const { realOf } = openRealPlaces();
    const realFolders = (await Promise.all(folders.map(realOf))).filter((folder) => folder !== undefined);
    for (const folder of realFolders) guardOutsideTrash(folder);
    const findings: Finding[] = [];
    const warnings: string[] = [];
    const looks = entries.flatMap(({ name, path, backend: own }) =>
      path === undefined || isOllamaPath(path) || (backend !== undefined && own !== backend)
        ? []
        : [realOf(path).then((real) => ({ name, path, real }))],
    );
    for (const { name, path, real } of await Promise.all(looks)) {
      if (real === undefined) {
        warnings.push(`${name} stays: ${path} is no whole path on this machine.`);
        continue;
      }
      const holder = realFolders.find((folder) => real === folder || isInside(real, folder));
      if (holder) findings.push({ deed: "remove", name, why: `its files lie below ${holder}` });
    }
    return { findings, warnings: fewWarnings(warnings) };
  };
}
