import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { killAt, startFetching } from "./fetching-process.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

const mebibyte = 1024 * 1024;
const bytes = 256 * mebibyte;
const kills = 200;

describe("a process that is killed once in a long download", () => {
  it("costs at most 4 MiB wherever that is, and the file is right, 200 times of 200", async () => {
    const workshop = await openWorkshop({ bytes });
    const { target } = workshop;
    let right = 0;
    const again: number[] = [];
    const sentTwice: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await rm(dirname(target), { recursive: true, force: true });
      const before = workshop.hub.bytesSent();
      const { written, known } = await killAt(workshop, Math.random() * bytes);
      const end = await startFetching(workshop).ended;
      again.push(Math.max(0, written - known));
      sentTwice.push(workshop.hub.bytesSent() - before - bytes);
      if (end?.sha256 === workshop.wanted.sha256 && (await workshop.isRight())) right += 1;
    }
    const told = (values: number[]) => {
      const sorted = values
        .toSorted((one, other) => one - other)
        .map((value) => (value / mebibyte).toFixed(2));
      return `median ${sorted[kills / 2]} MiB, most ${sorted.at(-1)} MiB`;
    };
    console.log(
      `written and fetched again: ${told(again)}; sent again by the hub, buffers of the network and all: ${told(sentTwice)}`,
    );
    expect(right).toBe(kills);
    expect(Math.max(...sentTwice, ...again)).toBeLessThanOrEqual(4 * mebibyte);
  });
});
