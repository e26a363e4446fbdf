import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FileProgress } from "#lib/hub/transfer/file-wanted.ts";
import type { HubFault, HubFaultKind } from "#tests/servers/hub/start-test-hub.ts";
import { impatience, openWorkshop, type Workshop } from "./transfer-for-tests.ts";

const rounds = 10;
const nowhere = "http://files.invalid/model.gguf";
const kinds: HubFaultKind[] = [
  ...(["reset", "stall", "trickle", "truncate", "longer", "wrong-length", "wrong-bytes"] as const),
  ...(["ignore-range", "changed-etag", "gzip", "html", "status", "server-error", "rate-limit"] as const),
  ...(["expired-url", "slow-header", "close-before-header", "no-location", "redirect-elsewhere"] as const),
  ...(["redirect-loop", "downgrade"] as const),
];
const passing: [string, HubFaultKind, Partial<HubFault>?][] = [
  ...kinds.map((kind): [string, HubFaultKind] => [kind, kind]),
  ["a range refused with 416", "status", { status: 416 }],
  ["a host that no name service knows", "redirect-elsewhere", { to: nowhere }],
  ["a hub that is unable", "server-error", { at: "hub", path: "/resolve/" }],
  ["a hub that asks to wait", "rate-limit", { at: "hub", path: "/resolve/", retryAfter: 0 }],
];
const atHub = new Set<HubFaultKind>(["no-location", "redirect-elsewhere", "redirect-loop", "downgrade"]);

/** The bytes after which a fault strikes differ from round to round. */
const faultIn = (kind: HubFaultKind, round: number, more: Partial<HubFault> = {}): HubFault => ({
  ...{
    kind,
    at: atHub.has(kind) ? "hub" : "cdn",
    path: "model.gguf",
    afterBytes: (round * 311_111) % 1_400_000,
  },
  ...more,
});

async function guardNameless({ target }: Workshop): Promise<void> {
  expect(existsSync(target)).toBe(false);
  const names = await readdir(join(dirname(target), ".modeldeck"));
  expect(names.filter((name) => !/^[0-9a-f]{24}\.(part|json|damaged)$/.test(name))).toEqual([]);
}

const openFaulty = () => openWorkshop({ bytes: 1_500_000 }, { cdnEtag: "own" });

describe.each([1, 4])("a fault that passes, over %i connections", (connectionsAsked) => {
  it.each(passing)("%s, ten times, leaves a file that is right", async (_name, kind, more) => {
    const workshop = await openFaulty();
    const patience = { ...impatience, tries: 50 };
    const targets = Array.from({ length: rounds }, (_, round) => `${workshop.target}-${round}`);
    // What several connections bring begins with pieces of 256 KiB.
    const within = connectionsAsked > 1 && { afterBytes: 150_000 };
    for (let round = 0; round < rounds; round += 1) {
      workshop.hub.fault({ ...faultIn(kind, round, more), ...within });
    }
    const means = { patience, connectionsAsked };
    const ends = await Promise.all(targets.map((target) => workshop.fetch(means, { target })));
    expect(ends.map(({ sha256 }) => sha256)).toEqual(targets.map(() => workshop.wanted.sha256));
    expect((await readdir(dirname(workshop.target))).length).toBe(rounds);
    expect(await readdir(dirname(workshop.target))).not.toContain(".modeldeck");
  });
});

it("a hub that is unable for a while is borne like any other server", async () => {
  const workshop = await openFaulty();
  // The hub is asked three times in a row before that counts as one try.
  workshop.hub.fault({ kind: "server-error", at: "hub", path: "/resolve/", times: 3 });
  await workshop.fetch({ patience: { ...impatience, stallMs: 10_000, tries: 4 } });
  expect(await workshop.isRight()).toBe(true);
});

it("the hub's own word of when to come again is followed", async () => {
  const workshop = await openFaulty();
  workshop.hub.fault({ kind: "rate-limit", at: "hub", path: "/resolve/", retryAfter: 300 });
  const stop = new AbortController();
  const onProgress = ({ waitsFor }: FileProgress): void => {
    if (waitsFor !== undefined) stop.abort(new Error(waitsFor.words));
  };
  const patience = { ...impatience, retryAfterMsMax: 600_000, awayMs: 600_000 };
  const fetching = workshop.fetch({ patience, signal: stop.signal, onProgress });
  await expect(fetching).rejects.toThrow(
    /^the hub, since \d\d:\d\d; asked again in 5 min: .* was asked too often for now$/,
  );
  expect(workshop.hub.requests.filter(({ path }) => path.includes("/resolve/"))).toHaveLength(1);
});

const causes: [HubFaultKind, RegExp, Partial<HubFault>?][] = [
  ["reset", /the connection was cut/],
  ["stall", /nothing came for/],
  ["trickle", /nothing came for/],
  ["truncate", /the connection was cut/],
  ["wrong-length", /tells 750000 bytes where the hub tells 1500000/],
  ["wrong-bytes", /came damaged twice: it has the sha256 [0-9a-f]{64}, not [0-9a-f]{64}/],
  ["gzip", /packs what it sends/],
  ["changed-etag", /came damaged twice/],
  ["html", /a web page in place of the file/],
  ["status", /refuses it \(403\)/, { status: 403 }],
  ["status", /refuses the range \(416\)/, { status: 416 }],
  ["redirect-elsewhere", /the server's name is not known/, { to: nowhere }],
  ["server-error", /not able to answer \(503\)/],
  ["rate-limit", /asks to wait \(429\)/],
  ["expired-url", /the connection was cut/],
  ["slow-header", /nothing came for/],
  ["close-before-header", /the connection was cut/],
];

describe("a fault that stays", () => {
  it.each(causes)("%s ends with its cause, and without a file of that name", async (kind, cause, more) => {
    const workshop = await openFaulty();
    // A busy machine may take longer to look a name up than a test waits for bytes.
    const isSilent = cause.source.startsWith("nothing came");
    const patience = { ...impatience, awayMs: 400, ...(!isSilent && { stallMs: 10_000 }) };
    workshop.hub.fault(faultIn(kind, 1, { afterBytes: 0, times: Number.POSITIVE_INFINITY, ...more }));
    await expect(workshop.fetch({ patience })).rejects.toThrow(cause);
    await guardNameless(workshop);
    workshop.hub.clearFaults();
    await workshop.fetch();
    expect(await workshop.isRight()).toBe(true);
  });

  const harmless: HubFaultKind[] = ["ignore-range", "longer"];

  it.each(harmless)("%s still gives the whole file", async (kind) => {
    const workshop = await openFaulty();
    workshop.hub.fault(faultIn(kind, 0, { times: Number.POSITIVE_INFINITY }));
    await workshop.fetch();
    expect(await workshop.isRight()).toBe(true);
  });
});
