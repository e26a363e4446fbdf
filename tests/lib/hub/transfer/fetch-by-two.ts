import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { expect } from "vitest";
import { startFetching } from "./fetching-process.ts";
import type { Workshop } from "./transfer-for-tests.ts";

/** Lets two processes fetch the same file at the same time, and holds them to one transfer and two good ends. */
export async function fetchByTwo(workshop: Workshop): Promise<void> {
  const ends = await Promise.all([startFetching(workshop).ended, startFetching(workshop).ended]);
  const { bytes, sha256, target } = workshop.wanted;
  expect(ends.map((end) => end?.sha256)).toEqual([sha256, sha256]);
  expect(ends.reduce((sum, end) => sum + (end?.fetched ?? 0), 0)).toBe(bytes);
  expect(await workshop.isRight()).toBe(true);
  expect(await readdir(dirname(target))).toEqual(["model.gguf"]);
}
