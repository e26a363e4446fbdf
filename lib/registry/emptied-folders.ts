import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

type Target = { path: string; root: string };

/** The folders below a root that would hold nothing any more without these paths, the innermost first. */
export async function emptiedFolders(targets: readonly Target[]): Promise<string[]> {
  const gone = new Set(targets.map(({ path }) => path));
  const emptied: string[] = [];
  let parents = targets.map(({ path, root }) => ({ path: dirname(path), root }));
  while (parents.length > 0) {
    const outer: Target[] = [];
    for (const { path, root } of new Map(parents.map((each) => [each.path, each])).values()) {
      if (path === root || !path.startsWith(root) || gone.has(path)) continue;
      const names = await readdir(path).catch(() => undefined);
      if (names === undefined || !names.every((name) => gone.has(join(path, name)))) continue;
      gone.add(path);
      emptied.push(path);
      outer.push({ path: dirname(path), root });
    }
    parents = outer;
  }
  return emptied;
}
