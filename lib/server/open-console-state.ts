import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { openConsoleDb } from "#lib/state/open-console-db.ts";

export type ConsoleState = { db: DatabaseSync | undefined; close: () => void };

/** What the console remembers. Without it everything still serves, so a fault here is told and not fatal. */
export function openConsoleState(home: string): ConsoleState {
  try {
    const { db, movedTo } = openConsoleDb(join(home, "console.db"));
    if (movedTo)
      console.warn(`console.db could not be read. It was kept as ${movedTo}, and a new one was begun.`);
    return { db, close: () => db.close() };
  } catch (error) {
    console.warn("console.db cannot be used: finding old runs takes longer, and history is not kept.", error);
    return { db: undefined, close: () => undefined };
  }
}
