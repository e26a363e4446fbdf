import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { endOf } from "#cli-bridge/protocol/run-end.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { makeNotes } from "#lib/state/notes.ts";
import { openConsoleDb } from "#lib/state/open-console-db.ts";
import { makeRunsIndex } from "#lib/state/runs-index.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

function recordOf(id: number, command = "list"): RunRecord {
  return {
    id: String(id),
    command,
    input: {},
    dialect: "modeldeck",
    argv: ["modeldeck", command],
    shell: `modeldeck ${command}`,
    effect: "reads",
    lane: "reads",
    state: "ended",
    createdAt: "2026-11-21T00:00:00.000Z",
    lines: 3,
  };
}

async function openHere() {
  const path = join(await temporaryFolder(), "console.db");
  const opened = openConsoleDb(path);
  onTestFinished(() => opened.db.close());
  return { path, ...opened };
}

test("the index gives back what was put in, newest first, by number and not by letter", async () => {
  const { db } = await openHere();
  const index = makeRunsIndex(db);
  for (const id of [9, 10, 100, 2]) index.put(recordOf(id, id === 10 ? "scan" : "list"));
  expect(index.list({}).map(({ id }) => id)).toEqual(["100", "10", "9", "2"]);
  expect(index.list({ before: "100", limit: 2 }).map(({ id }) => id)).toEqual(["10", "9"]);
  expect(index.list({ command: "scan" })).toEqual([recordOf(10, "scan")]);
  index.forget(["9", "2"]);
  expect(index.ids().sort()).toEqual(["10", "100"]);
});

test("a database that another version left finds open runs by the condition of this one", async () => {
  const path = join(await temporaryFolder(), "console.db");
  const shapeOf = (db: DatabaseSync) => ({
    ...db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'runs_open'").get(),
    ...db.prepare("PRAGMA schema_version").get(),
  });
  const other = openConsoleDb(path).db;
  const { sql } = shapeOf(other);
  makeRunsIndex(other).put({ ...recordOf(1), pausable: true });
  other.prepare("DROP INDEX runs_open").run();
  other.prepare("CREATE INDEX runs_open ON runs (id) WHERE record ->> '$.pausable' = 1").run();
  other.close();
  const { db } = openConsoleDb(path);
  expect(makeRunsIndex(db).listOpen({})).toHaveLength(1);
  const own = shapeOf(db);
  expect(own).toMatchObject({ sql });
  db.close();
  const again = openConsoleDb(path).db;
  onTestFinished(() => again.close());
  expect(shapeOf(again), "what is right is left alone").toEqual(own);
});

test("runs are found by how they ended", async () => {
  const { db } = await openHere();
  const index = makeRunsIndex(db);
  const ending = { endedAt: "2026-01-01T00:00:00.000Z", durationMs: 1 };
  const outcomes = [
    { kind: "exited", code: 0, ...ending },
    { kind: "exited", code: 1, ...ending },
    { kind: "cancelled", ...ending },
    { kind: "timedOut", limitMs: 5, ...ending },
    { kind: "interrupted", reason: "The machine stopped.", ...ending },
  ] as const;
  for (const [step, outcome] of outcomes.entries()) {
    index.put({ ...recordOf(step + 1, "scan"), outcome });
    const end = endOf(outcome);
    expect(index.list({ end, command: "scan" })[0]?.outcome, end).toEqual(outcome);
  }
  expect(index.list({ end: "failed" }).map(({ id }) => id)).toEqual(["4", "2"]);
  expect(index.list({ end: "succeeded", before: "1" })).toEqual([]);
});

test("ten thousand runs are remembered, and a page of them is read alone", async () => {
  const { db } = await openHere();
  const index = makeRunsIndex(db);
  db.exec("BEGIN");
  for (let id = 1; id <= 10_000; id++) index.put(recordOf(id));
  db.exec("COMMIT");
  expect(index.list({ before: "5001", limit: 3 }).map(({ id }) => id)).toEqual(["5000", "4999", "4998"]);
});

test("what is remembered is still there when the file is opened again", async () => {
  const path = join(await temporaryFolder(), "deep", "console.db");
  const first = openConsoleDb(path);
  makeNotes(first.db).set("theme", "dark");
  first.db.close();
  const { db } = openConsoleDb(path);
  onTestFinished(() => db.close());
  const notes = makeNotes(db);
  expect(notes.get("theme", z.string())).toBe("dark");
  expect(notes.get("theme", z.number())).toBeUndefined();
  notes.remove("theme");
  expect(notes.get("theme", z.string())).toBeUndefined();
});

test.each(["this is no database, and long enough to be read as one. ".repeat(40), "SQLite format 3\0 torn"])(
  "a broken file is moved aside whole, and a new one is begun",
  async (broken) => {
    const path = join(await temporaryFolder(), "console.db");
    writeFileSync(path, broken);
    const { db, movedTo } = openConsoleDb(path);
    onTestFinished(() => db.close());
    expect(movedTo && existsSync(movedTo)).toBe(true);
    expect(readFileSync(movedTo ?? "", "utf8")).toBe(broken);
    expect(makeRunsIndex(db).ids()).toEqual([]);
  },
);
