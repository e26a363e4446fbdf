import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { modelsFileIn, openModelCache } from "#lib/state/model-cache.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

async function filled(models: Record<string, string>) {
  const path = modelsFileIn(await temporaryFolder());
  const cache = openModelCache(path);
  for (const [place, model] of Object.entries(models)) cache.set(place, model);
  cache.close();
  return path;
}

function readOf(path: string, place: string): string | undefined {
  const cache = openModelCache(path);
  try {
    return cache.get(place);
  } finally {
    cache.close();
  }
}

test("what was found out is known again, until something else is", async () => {
  const path = await filled({ "/m/a": "one" });
  expect([readOf(path, "/m/a"), readOf(path, "/m/b")]).toEqual(["one", undefined]);
  const cache = openModelCache(path);
  cache.set("/m/a", "two");
  cache.close();
  expect(readOf(path, "/m/a")).toBe("two");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("no file is made before something is asked of it", async () => {
  const folder = await temporaryFolder();
  openModelCache(modelsFileIn(folder)).close();
  expect(await readdir(folder)).toEqual([]);
});

test("a row that is not as it was written is no row", async () => {
  const path = await filled({ "/m/a": "one", "/m/b": "two" });
  const db = new DatabaseSync(path);
  db.prepare("UPDATE models SET model = 'other' WHERE place = '/m/a'").run();
  expect([readOf(path, "/m/a"), readOf(path, "/m/b")]).toEqual([undefined, "two"]);
  db.prepare("UPDATE models SET place = '/m/c' WHERE place = '/m/b'").run();
  db.close();
  expect(readOf(path, "/m/c")).toBeUndefined();
});

test("a file that is damaged or another program's is begun anew", async () => {
  const home = await temporaryFolder();
  const path = modelsFileIn(home);
  await writeFile(path, "no database, but long enough to be looked at as one. ".repeat(100));
  expect(readOf(path, "/m/a")).toBeUndefined();
  const cache = openModelCache(path);
  cache.set("/m/a", "one");
  cache.close();
  expect(readOf(path, "/m/a")).toBe("one");

  const other = modelsFileIn(await temporaryFolder());
  const db = new DatabaseSync(other);
  db.prepare("CREATE TABLE models (something TEXT)").run();
  db.close();
  expect(readOf(other, "/m/a")).toBeUndefined();
  const again = openModelCache(other);
  again.set("/m/a", "one");
  again.close();
  expect(readOf(other, "/m/a")).toBe("one");
});

test("where nothing can be kept, nothing is, and nobody is stopped", async () => {
  const path = modelsFileIn(await temporaryFolder());
  await mkdir(path);
  const cache = openModelCache(path);
  cache.set("/m/a", "one");
  expect(cache.get("/m/a")).toBeUndefined();
  cache.close();
  expect(cache.get("/m/a")).toBeUndefined();
});

test("two commands at a time share it", async () => {
  const path = await filled({ "/m/a": "one" });
  const first = openModelCache(path);
  const second = openModelCache(path);
  expect(first.get("/m/a")).toBe("one");
  second.set("/m/b", "two");
  second.close();
  expect(first.get("/m/b")).toBe("two");
  first.close();
});

test("the oldest make way when there are too many, or they are too long", async () => {
  const path = await filled({ "/m/a": "1", "/m/b": "22", "/m/c": "333" });
  const db = new DatabaseSync(path);
  for (const [at, place] of ["/m/a", "/m/b", "/m/c"].entries())
    db.prepare("UPDATE models SET at = ? WHERE place = ?").run(at, place);
  db.close();
  const few = openModelCache(path, { rows: 3, characters: 100 });
  few.set("/m/d", "4444");
  few.close();
  const places = ["/m/a", "/m/b", "/m/c", "/m/d"];
  expect(places.map((place) => readOf(path, place))).toEqual([undefined, "22", "333", "4444"]);
  const short = openModelCache(path, { rows: 100, characters: 10 });
  short.set("/m/e", "55555");
  short.close();
  expect([...places, "/m/e"].map((place) => readOf(path, place))).toEqual([
    ...[undefined, undefined, undefined],
    ...["4444", "55555"],
  ]);
});
