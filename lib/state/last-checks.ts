import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isSoundState, type UnsoundModel } from "#cli-bridge/protocol/unsound-model.ts";

/** When a model was last looked at, how closely, and what was found. */
export type LastCheck = { at: string; state: string; everyByte: boolean };

type Checked = { name: string; state: string };
type Looked = { dir: string; checks: readonly Checked[]; everyByte: boolean; at?: Date };

const schema = `CREATE TABLE IF NOT EXISTS checks (
  registry TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, every_byte INTEGER NOT NULL,
  PRIMARY KEY (registry, name, every_byte)) STRICT, WITHOUT ROWID`;

/** All at once, which takes half of the time of one by one. */
const keeping = `INSERT OR REPLACE INTO checks
  SELECT ?1, value ->> 0, ?2, value ->> 1, ?3 FROM json_each(?4)`;

/** The file in a console's home that holds what checks found out; losing it costs time only. */
export const checksFileIn = (home: string): string => join(home, "hashes.db");

/** Keeps what a check found. Whoever cannot keep it goes without: the check itself has been told already. */
export function keepLastChecks(path: string, { dir, checks, everyByte, at = new Date() }: Looked): void {
  try {
    // SQLite makes files that everybody may read.
    closeSync(openSync(path, "a", 0o600));
    const db = new DatabaseSync(path, { timeout: 1_000 });
    try {
      db.prepare(schema).run();
      const all = JSON.stringify(checks.map(({ name, state }) => [name.toWellFormed(), state]));
      db.prepare(keeping).run(dir, at.toISOString(), everyByte ? 1 : 0, all);
    } finally {
      db.close();
    }
  } catch {
    return;
  }
}

/** What was last found of a model, the newest first: one look at names and sizes, one at every byte. */
export function readLastChecks(path: string, dir: string, name: string): LastCheck[] {
  return ask(path, "SELECT * FROM checks WHERE registry = ? AND name = ? ORDER BY at DESC", [dir, name]).map(
    ({ at, state, every_byte }) => ({ at: String(at), state: String(state), everyByte: every_byte === 1 }),
  );
}

/** A look at names and sizes does not take back what a look at every byte found. */
const notOverruled = `SELECT name, state, at FROM checks AS known WHERE registry = ? AND NOT EXISTS (SELECT 1 FROM checks
  WHERE registry = known.registry AND name = known.name AND at > known.at AND every_byte >= known.every_byte)
  ORDER BY name, every_byte`;

/** The models of which a check found something wrong that none since found right, by name. */
export function readUnsound(path: string, dir: string): UnsoundModel[] {
  return ask(path, notOverruled, [dir])
    .map(({ name, state, at }) => ({ name: String(name), state: String(state), at: String(at) }))
    .filter(({ state }) => !isSoundState(state));
}

/** What is known of one registry's models. */
export const lastChecksOf = (home: string, dir: string) => ({
  of: (name: string) => readLastChecks(checksFileIn(home), dir, name),
  unsound: () => readUnsound(checksFileIn(home), dir),
});

function ask(path: string, words: string, values: readonly string[]) {
  if (!existsSync(path)) return [];
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 200 });
    try {
      return db.prepare(words).all(...values);
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}
