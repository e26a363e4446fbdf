import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { toHubRefusal } from "#lib/hub/http/hub-refusal.ts";
import type { Hub } from "#lib/hub/hub.ts";
import { hubIn, hubWith } from "#tests/lib/hub/hub-for-tests.ts";
import type { HubFault, HubOptions, TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { serveSockets } from "#tests/servers/network/serve-sockets.ts";

const config = [{ path: "config.json", content: "{}" }];
const options: HubOptions = {
  repos: [
    { name: "owner/open", files: [...config, { path: "m.gguf", bytes: 1000 }] },
    { name: "owner/gated", gated: "manual", files: config },
    { name: "owner/private", private: true, files: config },
    { name: "owner/disabled", disabled: true, files: config },
  ],
  tokens: { hf_stranger: { name: "sam" }, hf_friend: { name: "ann", granted: ["owner/gated"] } },
};
const [stranger, friend, wrong] = [
  { HF_TOKEN: "hf_stranger" },
  { HF_TOKEN: "hf_friend" },
  { HF_TOKEN: "hf_withdrawn" },
];

const placeOf = (hub: Hub, server: TestHub) =>
  hub.locate("owner/open", server.commit("owner/open"), "m.gguf");

describe("why the hub gives nothing is told apart, each with what to do:", () => {
  it.each([
    ["gated, and no token", "owner/gated", {}, "hub-token-missing", "/owner/gated"],
    ["gated, and its terms not accepted", "owner/gated", stranger, "hub-licence", "/owner/gated"],
    ["private, or not there", "owner/private", {}, "hub-not-found", "A private one needs a token"],
    ["not there", "owner/absent", friend, "hub-not-found", "Check the spelling"],
    ["a wrong token", "owner/open", wrong, "hub-token-wrong", "/settings/tokens"],
    ["disabled", "owner/disabled", friend, "hub-disabled", "/owner/disabled"],
  ])("%s", async (_, repo, env, code, hint) => {
    const { hub } = await hubWith(options, env);
    const asked = async () => {
      const { sha } = await hub.model(repo, undefined);
      return hub.locate(repo, sha, "config.json");
    };
    await expect(asked()).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
  });

  it("nothing, to one who was let in", async () => {
    const { server, hub } = await hubWith(options, friend);
    const commit = server.commit("owner/gated");
    expect(await hub.locate("owner/gated", commit, "config.json")).toMatchObject({ bytes: 2 });
  });

  it("no such revision, no such file", async () => {
    const { server, hub } = await hubWith(options);
    await expect(hub.model("owner/open", "v9")).rejects.toMatchObject({
      code: "hub-revision",
      message: "owner/open has no branch, tag or commit named v9.",
    });
    await expect(hub.locate("owner/open", server.commit("owner/open"), "x.gguf")).rejects.toMatchObject({
      code: "hub-file",
    });
  });

  it("asked too often, with the seconds to wait", async () => {
    const { server, hub } = await hubWith(options);
    server.fault({ kind: "rate-limit", retryAfter: 120, times: Number.POSITIVE_INFINITY });
    await expect(hub.model("owner/open", undefined)).rejects.toMatchObject({
      code: "hub-rate-limited",
      hint: expect.stringMatching(/^Try again in \d+ s\./),
    });
  });

  it("asked too often, with the date until which to wait", async () => {
    const server = createServer((_, response) => {
      const until = new Date(Date.now() + 600_000).toUTCString();
      response.writeHead(429, { "retry-after": until }).end();
    });
    const hub = await hubIn({ HF_ENDPOINT: await serveSockets(server, "http") });
    await expect(hub.model("owner/open", undefined)).rejects.toMatchObject({
      code: "hub-rate-limited",
      hint: expect.stringMatching(/^Try again in (5\d\d|600) s\./),
    });
  });

  it.each([
    ["awaiting a review from the repo authors", "hub-denied", "not granted yet"],
    ["has been rejected by the repo's authors", "hub-denied", "have refused access"],
    [
      "enable access to public gated repositories in your fine-grained token",
      "hub-denied",
      "may not read gated",
    ],
    ["you are not in the authorized list", "hub-licence", "have not been accepted"],
  ])("by the hub's words: %s", (errorMessage, code, says) => {
    const refused = { status: 403, errorCode: "GatedRepo", errorMessage, retryAfterMs: undefined };
    const asked = { endpoint: "https://huggingface.co", tokenSource: "HF_TOKEN", repo: "owner/gated" };
    expect(toHubRefusal(refused, asked)).toMatchObject({ code, message: expect.stringContaining(says) });
  });
});

describe("what passes by itself is not troubled about:", () => {
  it.each<HubFault>([
    { kind: "server-error" },
    { kind: "close-before-header" },
    { kind: "rate-limit", retryAfter: 0 },
  ])("$kind", async (fault) => {
    const { server, hub } = await hubWith(options);
    server.fault(fault);
    expect((await hub.model("owner/open", undefined)).repo).toBe("owner/open");
  });

  it("but a hub that stays broken is reported", async () => {
    const { server, hub } = await hubWith(options);
    server.fault({ kind: "server-error", times: Number.POSITIVE_INFINITY });
    await expect(hub.model("owner/open", undefined)).rejects.toMatchObject({ code: "hub-busy" });
  });
});

describe("what no hub says is refused:", () => {
  it.each<[HubFault["kind"], string]>([
    ["html", "answered with text/html"],
    ["redirect-loop", "in a circle"],
    ["no-location", "redirects to nowhere"],
  ])("%s", async (kind, says) => {
    const { server, hub } = await hubWith(options);
    server.fault({ kind, times: Number.POSITIVE_INFINITY });
    const asked = kind === "html" ? hub.model("owner/open", undefined) : placeOf(hub, server);
    await expect(asked).rejects.toMatchObject({
      code: "hub-strange",
      message: expect.stringContaining(says),
    });
  });

  it("an address where nothing listens", async () => {
    const { server, hub } = await hubWith(options);
    await server.stop();
    await expect(hub.model("owner/open", undefined)).rejects.toMatchObject({
      code: "hub-unreachable",
      message: expect.stringContaining(`nothing answers at ${server.url}`),
    });
  });
});

describe("the token", () => {
  it.each([
    [418, "hub-strange"],
    [500, "hub-busy"],
  ])("is not repeated by us where a server says it back with %i", async (status, code) => {
    const server = createServer(({ headers }, response) => {
      const said = JSON.stringify({ error: `you sent ${headers.authorization}` });
      response.writeHead(status, { "content-type": "application/json" }).end(said);
    });
    const hub = await hubIn({ HF_ENDPOINT: await serveSockets(server, "http"), ...friend });
    await expect(hub.model("owner/open", undefined)).rejects.toMatchObject({
      code,
      message: expect.stringContaining("you sent Bearer ***"),
    });
  });

  it("goes to no other host when a redirect leads there", async () => {
    const { server, hub } = await hubWith(options, friend);
    server.fault({ kind: "redirect-elsewhere" });
    const place = await placeOf(hub, server);
    expect(new URL(place.url).origin).not.toBe(server.url);
    expect(place.headers).toEqual({});
  });
});
