import { readFile } from "node:fs/promises";
import type { KeeperFile } from "./keeper-order.ts";
import { isAlive } from "./process-identity.ts";

/** Nothing when no keeper has taken the run yet. */
export async function readKeeper(path: string): Promise<KeeperFile | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

export function isKept(file: KeeperFile): boolean {
  return isAlive(file.keeper);
}
