import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { Agent, request } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { askFile, askHub, type HubAnswer } from "./ask-hub.ts";
import { openTestHub } from "./open-test-hub.ts";
import type { HubFault } from "./start-test-hub.ts";

const bytes = 3_000_000;
const url = "acme/tiny/resolve/main/model.gguf";
const repos = [
  {
    name: "acme/tiny",
    files: [
      { path: "model.gguf", bytes },
      { path: "x.txt", content: "x" },
    ],
  },
];
const partly = { headers: { Range: "bytes=1000-1999" } };

/** What a spoiled answer is, beside what it would have been and what comes after. */
async function spoiled(fault: HubFault, asking = {}, leaveAfter?: number) {
  const hub = await openTestHub({ repos });
  const whole = await askFile(`${hub.url}/${url}`, asking);
  hub.fault(fault);
  const leave = leaveAfter === undefined ? {} : { leaveAfter };
  const answer = await askFile(`${hub.url}/${url}`, { ...asking, ...leave });
  const next = await askFile(`${hub.url}/${url}`, asking);
  expect(next.body.equals(whole.body)).toBe(true);
  return { hub, whole, answer };
}

const startsAlike = ({ body }: HubAnswer, whole: HubAnswer) =>
  body.equals(whole.body.subarray(0, body.length));

describe("a fault in the bytes of a file", () => {
  it("resets the connection", async () => {
    const { answer, whole } = await spoiled({ kind: "reset", afterBytes: 10_000 });
    expect(answer.ending).toBe("cut");
    expect(answer.body.length).toBeLessThanOrEqual(10_000);
    expect(startsAlike(answer, whole)).toBe(true);
  });

  it("ends the answer at the byte that was ordered", async () => {
    const { answer, whole, hub } = await spoiled({ kind: "truncate", afterBytes: 1_234_567 });
    expect([answer.ending, answer.body.length]).toEqual(["cut", 1_234_567]);
    expect(answer.headers["content-length"]).toBe(String(bytes));
    expect(startsAlike(answer, whole)).toBe(true);
    expect(hub.bytesSent()).toBe(1_234_567 + 2 * bytes);
  });

  it("goes silent", async () => {
    const { answer, hub } = await spoiled({ kind: "stall", afterBytes: 5000 }, {}, 5000);
    expect([answer.ending, answer.body.length]).toEqual(["left", 5000]);
    expect(hub.requests.filter(({ host }) => host === "cdn")[1]).toMatchObject({ status: 200, bytes: 5000 });
  });

  it("sends a byte at a time", async () => {
    const { answer, whole } = await spoiled(
      { kind: "trickle", afterBytes: 100, bytesPerSecond: 1000 },
      {},
      103,
    );
    expect(answer.body.length).toBeGreaterThanOrEqual(103);
    expect(answer.body.length).toBeLessThan(1000);
    expect(startsAlike(answer, whole)).toBe(true);
  });

  it("sends more than there is", async () => {
    const { answer, whole } = await spoiled({ kind: "longer" });
    expect([answer.ending, answer.headers["content-length"]]).toEqual(["whole", undefined]);
    expect(answer.body.length).toBeGreaterThan(bytes);
    expect(answer.body.subarray(0, bytes).equals(whole.body)).toBe(true);
  });

  it("says another length", async () => {
    const { answer } = await spoiled({ kind: "wrong-length" }, partly);
    expect(answer.headers["content-range"]).toBe(`bytes 1000-1999/${bytes / 2}`);
    const whole = await spoiled({ kind: "wrong-length" });
    expect([whole.answer.ending, whole.answer.body.length]).toEqual(["whole", bytes / 2]);
  });

  it("sends one wrong byte", async () => {
    const { answer, whole } = await spoiled({ kind: "wrong-bytes", afterBytes: 77 });
    const wrong = [...answer.body.entries()].filter(([at, byte]) => byte !== whole.body[at]);
    expect(answer.body.length).toBe(bytes);
    expect(wrong.map(([at]) => at)).toEqual([77]);
  });

  it("answers with the whole to who asked for a part", async () => {
    const { answer } = await spoiled({ kind: "ignore-range" }, partly);
    expect([answer.status, answer.body.length]).toEqual([200, bytes]);
  });

  it("has another file there than before", async () => {
    const { answer, whole } = await spoiled({ kind: "changed-etag" }, partly);
    expect([answer.status, answer.body.length]).toEqual([206, 1000]);
    expect(answer.headers.etag).not.toBe(whole.headers.etag);
    expect(answer.body.equals(whole.body)).toBe(false);
    const ifRange = { headers: { ...partly.headers, "If-Range": String(whole.headers.etag) } };
    const guarded = await spoiled({ kind: "changed-etag" }, ifRange);
    expect([guarded.answer.status, guarded.answer.body.length]).toEqual([200, bytes]);
  });

  it("squeezes what was to be left as it is", async () => {
    const { answer, whole } = await spoiled({ kind: "gzip" }, { headers: { "Accept-Encoding": "identity" } });
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(answer.body).equals(whole.body)).toBe(true);
  });

  it("lets an address expire, at once or in the middle, and that address only", async () => {
    const { answer } = await spoiled({ kind: "expired-url" });
    expect(answer.status).toBe(403);
    const hub = await openTestHub({ repos });
    const { headers } = await askHub(`${hub.url}/${url}`);
    hub.fault({ kind: "expired-url", afterBytes: 100 });
    const first = await askHub(String(headers.location));
    const again = await askHub(String(headers.location));
    expect([first.ending, again.status, (await askFile(`${hub.url}/${url}`)).status]).toEqual([
      "cut",
      403,
      200,
    ]);
  });
});

describe("a fault in place of an answer", () => {
  const cases: [HubFault, Partial<HubAnswer>][] = [
    [
      { kind: "html" },
      { status: 200, headers: expect.objectContaining({ "content-type": "text/html; charset=utf-8" }) },
    ],
    [{ kind: "status", status: 416 }, { status: 416 }],
    [{ kind: "status" }, { status: 500 }],
    [
      { kind: "server-error", retryAfter: 2 },
      { status: 503, headers: expect.objectContaining({ "retry-after": "2" }) },
    ],
    [
      { kind: "rate-limit", retryAfter: 3 },
      { status: 429, headers: expect.objectContaining({ ratelimit: '"api";r=0;t=3' }) },
    ],
    [{ kind: "close-before-header" }, { status: 0, ending: "cut" }],
    [{ kind: "slow-header", delayMs: 1 }, { status: 200 }],
  ];

  it.each(cases)("is one of %j", async (fault, expected) => {
    const hub = await openTestHub({ repos });
    hub.fault({ ...fault, path: "/api/models/acme/tiny" });
    expect((await askHub(`${hub.url}/acme/tiny/resolve/main/x.txt`)).status).toBe(200);
    expect(await askHub(`${hub.url}/api/models/acme/tiny`)).toMatchObject(expected);
    expect((await askHub(`${hub.url}/api/models/acme/tiny`)).status).toBe(200);
  });

  it("comes as often as it was ordered, from the host and for the file that were named", async () => {
    const hub = await openTestHub({ repos });
    hub.fault({ kind: "status", status: 502, at: "cdn", path: "acme/tiny/model.gguf", times: 2 });
    const statuses: number[] = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await askFile(`${hub.url}/${url}`)).status);
    expect(statuses).toEqual([502, 502, 200]);
    hub.fault({ kind: "status", times: Number.POSITIVE_INFINITY });
    expect((await askHub(`${hub.url}/${url}`)).status).toBe(500);
    hub.clearFaults();
    expect((await askHub(`${hub.url}/${url}`)).status).toBe(302);
  });
});

describe("a fault in a redirect", () => {
  it.each<[HubFault, RegExp | undefined]>([
    [{ kind: "no-location" }, undefined],
    [{ kind: "redirect-elsewhere" }, /^http:\/\/localhost:\d+\/repos\//],
    [{ kind: "redirect-elsewhere", to: "file:///etc/passwd" }, /^file:/],
    [{ kind: "redirect-loop" }, /\/acme\/tiny\/resolve\/main\/model\.gguf$/],
  ])("is %j", async (fault, location) => {
    const hub = await openTestHub({ repos });
    hub.fault(fault);
    const { status, headers } = await askHub(`${hub.url}/${url}`);
    expect(status).toBe(302);
    expect(headers.location).toEqual(location === undefined ? undefined : expect.stringMatching(location));
  });
});

it("is served by https where that is asked for, and then a redirect can lead to less", async () => {
  const hub = await openTestHub({ repos, tls: true });
  const dispatcher = new Agent({ connect: { ca: String(hub.certificate) } });
  onTestFinished(() => dispatcher.close());
  const whole = await request(`${hub.url}/api/models/acme/tiny`, { dispatcher });
  expect(await whole.body.json()).toMatchObject({ id: "acme/tiny" });
  await expect(fetch(`${hub.url}/api/models/acme/tiny`)).rejects.toThrow();
  const schemes: string[] = [];
  for (const kind of ["slow-header", "downgrade"] as const) {
    hub.fault({ kind, delayMs: 0 });
    const { headers, body } = await request(`${hub.url}/${url}`, { dispatcher });
    await body.dump();
    schemes.push(new URL(String(headers.location)).protocol);
  }
  expect(schemes).toEqual(["https:", "http:"]);
});

it("comes back where it was after it went away in the middle of a file", async () => {
  const hub = await openTestHub({ repos });
  hub.fault({ kind: "stall", afterBytes: 1000 });
  const stalled = askFile(`${hub.url}/${url}`);
  await expect.poll(() => hub.bytesSent()).toBe(1000);
  await hub.stop();
  expect((await stalled).ending).toBe("cut");
  expect((await askHub(`${hub.url}/${url}`)).status).toBe(0);
  await hub.start();
  const { body } = await askFile(`${hub.url}/${url}`);
  expect(createHash("sha256").update(body).digest("hex")).toBe(await hub.sha256("acme/tiny", "model.gguf"));
});
