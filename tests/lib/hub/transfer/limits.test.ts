import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { keepDiskReserve, reserveOf } from "#lib/hub/transfer/disk-reserve.ts";
import { type LimitsSaid, openDownloadLimits } from "#lib/hub/transfer/download-limits.ts";
import { type Clock, openPace } from "#lib/hub/transfer/pace.ts";
import {
  parseQuietHours,
  type QuietHours,
  quietMinutesLeft,
  waitOutQuietHours,
} from "#lib/hub/transfer/quiet-hours.ts";
import { joinRateShare } from "#lib/hub/transfer/rate-share.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

const { signal } = new AbortController();
const gibibyte = 1024 ** 3;

/** A clock that goes on only while somebody waits for it. */
function makeClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    wait: async (ms) => {
      now += ms;
    },
  };
}

/** Limits that are looked at all the time, and a way to say others. */
async function openLimits(first: LimitsSaid) {
  const folder = await temporaryFolder();
  let said: LimitsSaid | undefined = first;
  const means = { folder, claims: folder, readAgain: async () => said, lookMs: 10 };
  const limits = await openDownloadLimits(first, means);
  onTestFinished(limits.close);
  const say = (next: LimitsSaid | undefined): void => {
    said = next;
  };
  return { limits, folder, say };
}

/** Hours that last until long after the test, whenever it runs. */
function hoursAroundNow(): string {
  const hour = new Date().getHours();
  const clock = (at: number) => `${String((at + 24) % 24).padStart(2, "0")}:00`;
  return `${clock(hour - 1)}-${clock(hour + 12)}`;
}

describe("the pace", () => {
  it.each([50_000, 1_000_000, 40_000_000])("lets %i bytes a second through, within a tenth", async (rate) => {
    const clock = makeClock();
    const pace = openPace(() => rate, clock);
    const chunk = 64 * 1024;
    let bytes = 0;
    for (; bytes < Math.max(4_000_000, rate * 3); bytes += chunk) await pace.take(chunk, signal);
    const seen = bytes / (clock.now() / 1000);
    expect(seen / rate).toBeGreaterThan(0.9);
    expect(seen / rate).toBeLessThan(1.1);
  });

  it("holds for all connections together", async () => {
    const clock = makeClock();
    const pace = openPace(() => 1_000_000, clock);
    let bytes = 0;
    const take = async () => {
      for (let count = 0; count < 40; count += 1) {
        await pace.take(50_000, signal);
        bytes += 50_000;
      }
    };
    await Promise.all([take(), take(), take()]);
    expect(bytes / (clock.now() / 1000) / 1_000_000).toBeCloseTo(1, 1);
  });

  it("keeps nobody without a rate, and follows a rate that changes", async () => {
    const clock = makeClock();
    let rate = 0;
    const pace = openPace(() => rate, clock);
    expect(pace.take(10 ** 9, signal)).toBeUndefined();
    rate = 1_000;
    await pace.take(2_000, signal);
    expect(clock.now()).toBeGreaterThan(1_500);
  });

  it("ends its waiting with whoever waits", async () => {
    const stop = new AbortController();
    const waiting = openPace(() => 1).take(1_000_000, stop.signal);
    stop.abort(new Error("stopped"));
    await expect(waiting).rejects.toThrow("stopped");
  });
});

describe("the reserve on the disk", () => {
  it("is 5 GiB, or a twentieth of a small disk, or what was said", () => {
    expect(reserveOf(1000 * gibibyte, undefined)).toBe(5 * gibibyte);
    expect(reserveOf(20 * gibibyte, undefined)).toBe(gibibyte);
    expect(reserveOf(20 * gibibyte, 0)).toBe(0);
  });

  it("makes a transfer wait, says why, and lets it go on when there is room again", async () => {
    const free = [4 * gibibyte, 5 * gibibyte, 8 * gibibyte];
    const roomOf = async () => ({ free: free.shift() ?? 0, total: 1000 * gibibyte });
    const gate = keepDiskReserve({ folder: "/models", roomOf, lookMs: 1 });
    const told: (string | undefined)[] = [];
    await gate.open(gibibyte, { signal, onWait: (waitedFor) => told.push(waitedFor?.words) });
    expect(told).toEqual([
      expect.stringMatching(/room on the disk: 4.* are free, 5.* are to stay free/),
      expect.stringMatching(/room on the disk/),
      undefined,
    ]);
  });

  it("is given up after a while", async () => {
    const roomOf = async () => ({ free: 0, total: 1000 * gibibyte });
    const gate = keepDiskReserve({ folder: "/models", roomOf, lookMs: 1, waitMsMax: 5 });
    await expect(gate.open(1, { signal, onWait: () => undefined })).rejects.toThrow("never got room");
  });
});

describe("quiet hours", () => {
  const at = (clock: string) => new Date(`2026-11-21T${clock}:00`);

  it.each([
    ["22:00-07:00", "21:59", 0],
    ["22:00-07:00", "22:00", 540],
    ["22:00-07:00", "06:59", 1],
    ["22:00-07:00", "07:00", 0],
    ["8:30-12:00", "10:00", 120],
    ["0:00-24:00", "10:00", 0],
  ])("of %s leave at %s %i minutes", (hours, clock, left) => {
    const parsed = parseQuietHours(hours);
    expect(parsed && quietMinutesLeft(parsed, at(clock))).toBe(left);
  });

  it.each(["22-7", "25:00-07:00", "22:60-07:00", "soon"])("are not written %s", (text) => {
    expect(parseQuietHours(text)).toBeUndefined();
  });

  it("are waited out, and say until when", async () => {
    const times = ["23:00", "23:00", "06:59", "07:00"].map(at);
    const gate = waitOutQuietHours(() => ({ from: 22 * 60, to: 7 * 60 }), {
      now: () => times.shift() ?? at("07:00"),
      wait: async () => undefined,
    });
    const told: (string | undefined)[] = [];
    await gate.open(1, { signal, onWait: (waitedFor) => told.push(waitedFor?.words) });
    expect(told.at(0)).toBe("the quiet hours, until 07:00");
    expect(told.at(-1)).toBeUndefined();
  });

  it("are over when somebody takes them back", async () => {
    let hours: QuietHours | undefined = { from: 22 * 60, to: 7 * 60 };
    const gate = waitOutQuietHours(() => hours, {
      now: () => at("23:00"),
      wait: async () => {
        hours = undefined;
      },
    });
    expect(gate.isShut?.()).toBe(true);
    await gate.open(1, { signal, onWait: () => undefined });
    expect(gate.isShut?.()).toBe(false);
  });
});

describe("a gate that shuts in the middle of a file", () => {
  it("is asked then, and not only for the next piece", async () => {
    const workshop = await openWorkshop({ bytes: 4_000_000 });
    const told: string[] = [];
    let chunks = 0;
    const isShut = (): boolean => {
      chunks += 1;
      if (chunks === 3) told.push("shut");
      return chunks === 3;
    };
    const open = async (): Promise<void> => {
      told.push("asked");
    };
    await workshop.fetch({ gate: { isShut, open } });
    expect(told.slice(told.indexOf("shut")).slice(0, 2)).toEqual(["shut", "asked"]);
    expect(await workshop.isRight()).toBe(true);
  });
});

describe("a rate for all downloads", () => {
  it("is shared by those that live, and by no one that is gone", async () => {
    const folder = join(await temporaryFolder(), "downloads");
    await mkdir(folder);
    await writeFile(
      join(folder, `${(await import("node:os")).hostname()}-4194305-0123456789abcdef.claim`),
      "",
    );
    const one = await joinRateShare(folder);
    expect(one.sharers()).toBe(1);
    const two = await joinRateShare(folder);
    expect(two.sharers()).toBe(2);
    await one.look(false);
    await two.look(true);
    expect([one.sharers(), two.sharers()]).toEqual([2, 1]);
    await one.leave();
    await two.leave();
    expect(await readdir(folder)).toEqual([]);
  });

  it("is the narrowest of the limits", async () => {
    const { limits } = await openLimits({ downloadRate: 0, ownRate: 1000, diskReserve: 0 });
    await expect(limits.pace.take(100_000, AbortSignal.abort())).rejects.toThrow("aborted");
    await limits.gate.open(1, { signal, onWait: () => undefined });
  });

  it("is not shared with one that only waits, until that receives again", async () => {
    const { limits, folder } = await openLimits({ downloadRate: 1_000_000 });
    await vi.waitUntil(async () => (await readdir(folder)).length === 0);
    const stop = new AbortController();
    const taking = limits.pace.take(60_000_000, stop.signal)?.catch(() => "stopped");
    await vi.waitUntil(async () => (await readdir(folder)).length === 1);
    stop.abort();
    expect(await taking).toBe("stopped");
  });
});

describe("limits that are set while a download goes on", () => {
  it("hold for it from then on, and no more when they are taken back", async () => {
    const { limits, say } = await openLimits({ downloadRate: 0, diskReserve: 0 });
    const isHeldBack = () => limits.pace.take(1_000, AbortSignal.abort())?.catch(() => true);
    expect(isHeldBack()).toBeUndefined();
    say({ downloadRate: 1, diskReserve: 0 });
    await vi.waitUntil(isHeldBack);
    expect(limits.gate.isShut?.()).toBe(false);
    say({ downloadRate: 0, quietHours: hoursAroundNow() });
    await vi.waitUntil(() => limits.gate.isShut?.());
    expect(isHeldBack()).toBeUndefined();
    say(undefined);
    await expect.poll(() => limits.gate.isShut?.(), { timeout: 100 }).toBe(true);
    say({ downloadRate: 0 });
    await vi.waitUntil(() => limits.gate.isShut?.() === false);
  });
});
