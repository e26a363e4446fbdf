import { mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, vi } from "vitest";
import { fetchFiles } from "#lib/hub/transfer/fetch-files.ts";
import type { FileProgress } from "#lib/hub/transfer/file-wanted.ts";
import { pathsOfStem } from "#lib/hub/transfer/partial-names.ts";
import { settlePlaces } from "#lib/hub/transfer/settle-places.ts";
import { takeSmallTurn } from "#lib/hub/transfer/share-small.ts";
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

it("who was killed while it waited leaves nothing behind", async () => {
  const workshop = await openWorkshop({ path: "config.json", content: "{}" });
  const folder = dirname(workshop.target);
  const { folder: own, lock } = pathsOfStem(join(folder, ".modeldeck"), "0".repeat(24));
  await mkdir(own, { recursive: true });
  await writeFile(`${lock}.${hostname()}-4194303-0123456789abcdef.own`, "");
  await fetchFiles([workshop.wanted], { ...workshop.means, onProgress: () => undefined });
  expect(await readdir(folder)).toEqual(["config.json"]);
});

it("who waited is not told to wait any longer when its turn comes", async () => {
  const workshop = await openWorkshop({ path: "config.json", content: "{}" });
  const place = { ...workshop.means, places: settlePlaces([workshop.target]), onProgress: () => undefined };
  const letGo = await takeSmallTurn([workshop.wanted], place);
  const seen: FileProgress[] = [];
  const onProgress = (_: unknown, progress: FileProgress): void => {
    seen.push(progress);
  };
  const fetching = fetchFiles([workshop.wanted], { ...workshop.means, onProgress });
  await vi.waitFor(() => expect(seen.at(-1)?.waitsFor?.words).toContain("small files into the same folder"));
  await letGo();
  await fetching;
  const waits = seen.map(({ waitsFor }) => waitsFor !== undefined);
  expect(waits.lastIndexOf(true)).toBeLessThan(waits.length - 1);
  expect(seen.find(({ state }) => state === "waiting")).toMatchObject({ done: 0 });
  expect(await readdir(dirname(workshop.target))).toEqual(["config.json"]);
});

it("what is there already asks for no lock, so that its folder may be one that nothing is written into", async () => {
  const workshop = await openWorkshop({ path: "config.json", content: "{}" });
  await workshop.fetch();
  const folder = dirname(workshop.target);
  await writeFile(join(folder, ".modeldeck"), "no folder");
  const [outcome] = await fetchFiles([workshop.wanted], { ...workshop.means, onProgress: () => undefined });
  expect(outcome?.end).toMatchObject({ existed: true });
});
