import { mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { fetchFiles } from "#lib/hub/transfer/fetch-files.ts";
import { pathsOfStem } from "#lib/hub/transfer/partial-names.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

const holder = { pid: 12, token: "t", command: "download", since: "2026-11-22T00:00:00.000Z" };
const left: [string, string, boolean][] = [
  ["a process that was killed", JSON.stringify({ ...holder, pid: 4_194_303, host: hostname() }), true],
  ["another machine", JSON.stringify({ ...holder, host: "nas" }), false],
  ["nobody knows whom", "?", false],
];

it.each(left)("the lock of %s keeps no small file waiting", async (_, text, isCleared) => {
  const workshop = await openWorkshop({ path: "config.json", content: "{}" });
  const folder = dirname(workshop.target);
  const { folder: own, lock } = pathsOfStem(join(folder, ".modeldeck"), "0".repeat(24));
  await mkdir(own, { recursive: true });
  await writeFile(lock, text);
  const [outcome] = await fetchFiles([workshop.wanted], { ...workshop.means, onProgress: () => undefined });
  expect(outcome?.error).toBeUndefined();
  expect(await workshop.isRight()).toBe(true);
  expect((await readdir(folder)).includes(".modeldeck")).toBe(!isCleared);
});

it("what is there already asks for no lock, so that its folder may be one that nothing is written into", async () => {
  const workshop = await openWorkshop({ path: "config.json", content: "{}" });
  await workshop.fetch();
  const folder = dirname(workshop.target);
  await writeFile(join(folder, ".modeldeck"), "no folder");
  const [outcome] = await fetchFiles([workshop.wanted], { ...workshop.means, onProgress: () => undefined });
  expect(outcome?.end).toMatchObject({ existed: true });
});
