import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { killAt, partialOf, startFetching } from "./fetching-process.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

const mebibyte = 1024 * 1024;
const bytes = 48 * mebibyte;

describe("a process that is killed while it fetches", { timeout: 120_000 }, () => {
  it("costs little and never a wrong byte, however often that happens", async () => {
    const workshop = await openWorkshop({ bytes });
    for (let kill = 1; kill <= 15; kill += 1) {
      if (existsSync(workshop.target)) break;
      const { written, known } = await killAt(workshop, 1 + Math.random() * 6 * mebibyte);
      expect(written - known).toBeLessThanOrEqual(4 * mebibyte);
    }
    const end = await startFetching(workshop).ended;
    expect(end?.sha256).toBe(workshop.wanted.sha256);
    expect(await workshop.isRight()).toBe(true);
    expect(await readdir(dirname(workshop.target))).toEqual(["model.gguf"]);
  });

  it("keeps what it has when it is asked to end", async () => {
    const workshop = await openWorkshop({ bytes });
    const { child, ended, until } = startFetching(workshop, { rate: 16 * mebibyte });
    await until(({ fetched }) => fetched > 4 * mebibyte);
    child.kill("SIGTERM");
    await expect(ended).rejects.toThrow("stopped");
    const { written, known } = partialOf(workshop);
    expect(known).toBeGreaterThan(4 * mebibyte);
    expect(written - known).toBeLessThan(4096 * 4);
    const end = await startFetching(workshop).ended;
    expect(end?.fetched).toBe(bytes - known);
    expect(await workshop.isRight()).toBe(true);
  });
});
