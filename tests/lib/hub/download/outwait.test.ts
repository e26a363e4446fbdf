import { expect, it } from "vitest";
import { outwait } from "#lib/hub/download/outwait.ts";
import type { GateMeans } from "#lib/hub/transfer/gate.ts";
import { hubIn, hubWith } from "#tests/lib/hub/hub-for-tests.ts";
import { impatience } from "#tests/lib/hub/transfer/transfer-for-tests.ts";
import type { HubFault } from "#tests/servers/hub/start-test-hub.ts";

const repo = "owner/open";
const options = { repos: [{ name: repo, files: [{ path: "config.json", content: "{}" }] }] };
const always = { times: Number.POSITIVE_INFINITY };

it.each<[string, HubFault | undefined, RegExp]>([
  ["is away", undefined, /^the hub, since \d\d:\d\d; asked again in 1 s: nothing answers/],
  ["is unable", { kind: "server-error", ...always }, /answered with status 503/],
  ["asks to wait", { kind: "rate-limit", retryAfter: 9, ...always }, /asked too often/],
  ["is cut off", { kind: "close-before-header", ...always }, /ended the connection/],
])(
  "a hub that %s is asked again until it answers, and what is waited for is said",
  async (_, fault, says) => {
    const { server, hub } = await hubWith(options);
    if (fault) server.fault(fault);
    else await server.stop();
    const said: string[] = [];
    const mended: Promise<unknown>[] = [];
    const onWait: GateMeans["onWait"] = (waitedFor) => {
      if (waitedFor === undefined) return;
      said.push(waitedFor.words);
      server.clearFaults();
      if (!fault && mended.length === 0) mended.push(server.start());
    };
    const waiting = { signal: new AbortController().signal, onWait, patience: impatience };
    expect((await outwait(() => hub.model(repo, undefined), waiting)).repo).toBe(repo);
    expect(said[0]).toMatch(says);
    await Promise.all(mended);
  },
);

it("a name that nothing knows is a hub that is away, until the patience ends", async () => {
  const hub = await hubIn({ HF_ENDPOINT: "http://hub.invalid" });
  const said: (string | undefined)[] = [];
  const onWait: GateMeans["onWait"] = (waitedFor) => said.push(waitedFor?.words);
  const waiting = { signal: new AbortController().signal, onWait, patience: { ...impatience, awayMs: 60 } };
  const asked = outwait(() => hub.model(repo, undefined), waiting);
  await expect(asked).rejects.toMatchObject({ code: "hub-unreachable" });
  expect(said[0]).toMatch(/asked again in 1 s: hub\.invalid is not known to this machine's name service/);
});

it.each<HubFault>([{ kind: "html" }, { kind: "status", status: 404 }])(
  "an answer that another would not better, as with $kind, is final",
  async (fault) => {
    const { server, hub } = await hubWith(options);
    server.fault({ ...fault, ...always });
    const waiting = { signal: new AbortController().signal, onWait: () => expect.unreachable() };
    await expect(outwait(() => hub.model(repo, undefined), waiting)).rejects.toThrow();
  },
);

it("a certificate that nobody trusts is for a person to mend", async () => {
  const { server } = await hubWith({ ...options, tls: true });
  const hub = await hubIn({ HF_ENDPOINT: server.url });
  const waiting = { signal: new AbortController().signal, onWait: () => expect.unreachable() };
  await expect(outwait(() => hub.model(repo, undefined), waiting)).rejects.toMatchObject({
    message: expect.stringContaining("certificate"),
  });
});

it("whoever stops it ends the wait", async () => {
  const { server, hub } = await hubWith(options);
  server.fault({ kind: "rate-limit", retryAfter: 600, ...always });
  const stop = new AbortController();
  const onWait: GateMeans["onWait"] = (waitedFor) => waitedFor && stop.abort(new Error("stopped"));
  const asked = outwait(() => hub.model(repo, undefined), { signal: stop.signal, onWait });
  await expect(asked).rejects.toThrow("stopped");
});
