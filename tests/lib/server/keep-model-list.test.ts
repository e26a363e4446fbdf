import { readdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { openConsole } from "#tests/support/open-console.ts";

const list = (name: string) => ({
  ...{ format: "modeldeck-models", version: 1 },
  models: [{ name, backend: "ollama", files: [] }],
});

test("M2.18 a list that a browser brings is kept for this machine's user, and import-models can be asked with it", async () => {
  const { post, home } = await openConsole();
  const answer = await post("/api/model-lists", { list: list("one") });
  expect(answer.status).toBe(201);
  const { path } = await answer.json();
  expect(dirname(path)).toBe(`${home}/lists`);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(list("one"));
  const preview = await post("/api/commands/import-models/preview", { input: { list: path } });
  expect(await preview.json()).toMatchObject({ argv: expect.arrayContaining([path]) });
});

test("what is no list is refused, and old ones make room", async () => {
  const { post, home } = await openConsole();
  for (const wrong of [{ list: { models: [] } }, { list: "[]" }, {}, { list: list("a"), path: "/etc/x" }]) {
    const refused = await post("/api/model-lists", wrong);
    expect(refused.status).toBe(400);
    expect((await refused.json()).error.message).toBeTruthy();
  }
  // Two who bring the same at once do not meet in one unfinished file.
  const twice = await Promise.all(
    [list("one"), list("one")].map((one) => post("/api/model-lists", { list: one })),
  );
  expect(twice.map(({ status }) => status)).toEqual([201, 201]);
  for (let step = 0; step < 23; step++) await post("/api/model-lists", { list: list(`model-${step}`) });
  expect(await readdir(`${home}/lists`)).toHaveLength(20);
});
