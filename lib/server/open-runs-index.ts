import { join } from "node:path";
import { openConsoleDb } from "#lib/state/open-console-db.ts";
import { makeRunsIndex, type RunsIndex } from "#lib/state/runs-index.ts";

export type OpenIndex = { index: RunsIndex | undefined; close: () => void };

/** The index makes a long history quick. Without it the folders still serve, so a fault here is told and not fatal. */
export function openRunsIndex(home: string): OpenIndex {
  try {
    const { db, movedTo } = openConsoleDb(join(home, "console.db"));
    if (movedTo)
      console.warn(`console.db could not be read. It was kept as ${movedTo}, and a new one was begun.`);
    return { index: makeRunsIndex(db), close: () => db.close() };
  } catch (error) {
    console.warn("console.db cannot be used, so finding old runs takes longer.", error);
    return { index: undefined, close: () => undefined };
  }
}
