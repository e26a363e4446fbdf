import { expect, it } from "vitest";
import { toSinceWords } from "#lib/hub/transfer/day-minutes.ts";
import type { FileProgress } from "#lib/hub/transfer/file-wanted.ts";
import type { WaitedFor } from "#lib/hub/transfer/waited-for.ts";
import { impatience, openWorkshop } from "./transfer-for-tests.ts";

const always = { times: Number.POSITIVE_INFINITY };

it("a night without a network ends no transfer, however often it asks in vain, and what came before is kept", async () => {
  const workshop = await openWorkshop();
  const { hub } = workshop;
  hub.fault({ kind: "reset", at: "cdn", afterBytes: 1_000_000 });
  hub.fault({ kind: "server-error", at: "cdn", times: 40 });
  hub.fault({ kind: "redirect-elsewhere", at: "hub", to: "http://files.invalid/model.gguf", times: 5 });
  const patience = { ...impatience, tries: 3, awayMs: Number.POSITIVE_INFINITY };
  const { fetched, retries } = await workshop.fetch({ patience });
  expect(await workshop.isRight()).toBe(true);
  expect(retries).toBeGreaterThan(45);
  expect(fetched).toBeLessThan(3_100_000);
});

it("a server that answers in vain is still given up by the count", async () => {
  const workshop = await openWorkshop();
  workshop.hub.fault({ kind: "close-before-header", at: "cdn", ...always });
  const patience = { ...impatience, tries: 3, awayMs: Number.POSITIVE_INFINITY };
  await expect(workshop.fetch({ patience })).rejects.toThrow(/the connection was cut, at last/);
});

it("whoever waits asks at once where it is told to", async () => {
  const workshop = await openWorkshop();
  const { hub } = workshop;
  hub.fault({ kind: "server-error", at: "cdn", ...always });
  let tryNow: (() => void) | undefined;
  const hearTryNow = (act: () => void) => {
    tryNow = act;
    return () => {
      tryNow = undefined;
    };
  };
  const told: WaitedFor[] = [];
  const onProgress = ({ waitsFor }: FileProgress): void => {
    if (!waitsFor?.away) return;
    told.push(waitsFor);
    hub.clearFaults();
    tryNow?.();
  };
  const patience = {
    ...impatience,
    stallMs: 10_000,
    awayMs: Number.POSITIVE_INFINITY,
    backoffMs: 3_600_000,
    backoffMsMax: 3_600_000,
    hearTryNow,
  };
  await workshop.fetch({ patience, onProgress });
  expect(await workshop.isRight()).toBe(true);
  const [waited] = told;
  expect(waited?.words).toMatch(
    /^the hub, since \d\d:\d\d; asked again in \d+ min: the server is not able to answer \(503\)$/,
  );
  expect(waited?.away?.note).toBe(
    `the hub, since ${waited?.away?.since}: the server is not able to answer (503)`,
  );
  expect(tryNow).toBeUndefined();
});

it("what comes over one connection ends the wait of the others", async () => {
  const workshop = await openWorkshop({ bytes: 20_000_000 });
  workshop.hub.fault({ kind: "server-error", at: "cdn" });
  const hour = { awayMs: 36e5, backoffMs: 36e5, backoffMsMax: 36e5 };
  await workshop.fetch({ patience: { ...impatience, stallMs: 10_000, ...hour }, connections: 2 });
  expect(await workshop.isRight()).toBe(true);
});

it.each([
  ["2026-11-21T02:14:00", "02:14"],
  ["2026-11-20T02:14:00", "02:14"],
  ["2026-11-20T02:13:00", "Friday 02:13"],
])("what is away since %s is said so that it is understood", (since, says) => {
  expect(toSinceWords(new Date(since), new Date("2026-11-21T02:13:30"))).toBe(says);
});
