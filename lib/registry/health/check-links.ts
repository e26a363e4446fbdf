import { readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import { guardFiles } from "../guard-replaceable.ts";
import type { Registry } from "../load-registry.ts";
import { layerFile, layerNames, snapshotFile } from "../registry-files.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";

type RegistryLink = { name: string; target: string; leadsToFile: boolean };

/** The file of a registry's folder that is a link, and whether a file is where it leads. */
export async function linkOf(dir: string, name: string): Promise<RegistryLink | undefined> {
  const path = join(dir, name);
  const target = await readlink(path).catch(() => undefined);
  if (target === undefined) return undefined;
  const found = await stat(path).catch(() => undefined);
  return { name, target, leadsToFile: found?.isFile() ?? false };
}

/** Files of the registry that lie elsewhere. A layer that cannot be read is told by itself. */
export async function checkLinks({ dir, problems }: Registry): Promise<HealthFinding[]> {
  const names = [...layerNames.map(layerFile), snapshotFile];
  const found = await Promise.all(names.map((name) => linkOf(dir, name)));
  const links = found.filter((link) => link !== undefined);
  const itemsOf = (wanted: readonly RegistryLink[]) =>
    wanted.map(({ name, target }) => ({ name, detail: `leads to ${target}` }));
  const refused = await refusedOf(dir, links);
  const isRefused = (name: string) => refused.some((each) => each.name === name);
  return [
    ...findingOf(
      {
        ...{ check: "lost-link", severity: "error", title: "A link of the registry leads to no file" },
        says: "Nothing can be saved before that is mended. Bring back what it leads to, or remove the link. Is its disk mounted?",
      },
      itemsOf(
        links.filter(({ name, leadsToFile }) => !leadsToFile && !problems.some(({ file }) => file === name)),
      ),
    ),
    ...findingOf(
      {
        ...{
          check: "unwritten-link",
          severity: "error",
          title: "A link of the registry is not written through",
        },
        says: "A change of that file is refused before this is mended.",
      },
      refused,
    ),
    ...findingOf(
      {
        ...{ check: "linked-file", severity: "note", title: "A file of the registry that is a link" },
        says: "A change writes what it leads to, and the link stays. The original puts a file in its place.",
      },
      itemsOf(links.filter(({ name, leadsToFile }) => leadsToFile && !isRefused(name))),
    ),
  ];
}

/** Those that no save would write, with its reason. */
async function refusedOf(dir: string, links: readonly RegistryLink[]) {
  const asked = links
    .filter(({ leadsToFile }) => leadsToFile)
    .map(({ name }) =>
      guardFiles(dir, [name]).then(
        () => [],
        (error: unknown) => [{ name, detail: error instanceof Error ? error.message : String(error) }],
      ),
    );
  return (await Promise.all(asked)).flat();
}
