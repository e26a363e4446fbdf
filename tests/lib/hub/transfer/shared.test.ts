import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { fetchByTwo } from "./fetch-by-two.ts";
import { startFetching } from "./fetching-process.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

const mebibyte = 1024 * 1024;
const bytes = 24 * mebibyte;

/** Each process takes its time to start, on a busy machine above all. */
const patient = { timeout: 120_000 };

describe("two processes that want one file", patient, () => {
  it("share one transfer, and both end right", async () => {
    for (let pair = 0; pair < 3; pair += 1) await fetchByTwo(await openWorkshop({ bytes }));
  });

  it("the second follows the first, and goes on where that one was killed", async () => {
    const workshop = await openWorkshop({ bytes });
    const rate = 2 * mebibyte;
    const first = startFetching(workshop, { rate });
    await first.until(({ fetched }) => fetched > 4 * mebibyte);
    const second = startFetching(workshop, { rate: 0 });
    await second.until(({ waitsFor, done }) => waitsFor !== undefined && done > 0);
    first.child.kill("SIGKILL");
    await first.ended;
    const end = await second.ended;
    expect(end?.followed).toBe(true);
    expect(end?.fetched).toBeLessThan(bytes - 3 * mebibyte);
    expect(await workshop.isRight()).toBe(true);
    expect(await readdir(dirname(workshop.target))).toEqual(["model.gguf"]);
  });

  it("two calls in one process share it as well", async () => {
    const workshop = await openWorkshop({ bytes });
    const ends = await Promise.all([workshop.fetch(), workshop.fetch()]);
    expect(ends.map(({ followed }) => followed).sort()).toEqual([false, true]);
    expect(ends.reduce((sum, { fetched }) => sum + fetched, 0)).toBe(bytes);
    expect(await workshop.isRight()).toBe(true);
  });
});

describe("a hub that is restarted in mid-file", patient, () => {
  it("is waited for, and the transfer goes on where it was", async () => {
    const workshop = await openWorkshop({ bytes });
    const { hub } = workshop;
    const running = startFetching(workshop, { rate: 8 * mebibyte });
    await running.until(({ fetched }) => fetched > 4 * mebibyte);
    await hub.stop();
    await running.until(({ waitsFor }) => waitsFor !== undefined);
    await hub.start();
    const end = await running.ended;
    expect(end?.retries).toBeGreaterThan(0);
    expect(end?.fetched).toBe(bytes);
    expect(await workshop.isRight()).toBe(true);
  });
});
