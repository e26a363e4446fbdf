import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkHub } from "#lib/hub/check/check-hub.ts";
import { hubIn, hubWith } from "#tests/lib/hub/hub-for-tests.ts";
import { startTestHub, type TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeCertificate } from "#tests/servers/network/make-certificate.ts";
import { startProxy } from "#tests/servers/network/start-proxy.ts";
import { startTlsFront } from "#tests/servers/network/start-tls-front.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const files = [{ path: "m.gguf", bytes: 2_000_000 }];
const repos = [{ name: "owner/tiny", labels: ["gguf"], files }];

const statesOf = (check: Awaited<ReturnType<typeof checkHub>>) =>
  Object.fromEntries(check.hops.map(({ name, state }) => [name, state]));

async function startServer(): Promise<TestHub> {
  const server = await startTestHub({ repos });
  onTestFinished(() => server.close());
  return server;
}

describe("the way to the hub", () => {
  it("is told to end at a certificate that nobody trusts, with what to do", async () => {
    const endpoint = await startTlsFront((await startServer()).url, makeCertificate());
    const check = await checkHub(await hubIn({ HF_ENDPOINT: endpoint }));
    expect(statesOf(check)).toMatchObject({ connection: "failed", hub: "skipped", storage: "skipped" });
    expect(check.hops.find(({ name }) => name === "connection")).toMatchObject({
      says: expect.stringContaining("signed by nobody that this machine trusts"),
      hint: expect.stringContaining("set-config ca-file"),
    });
  });

  it("is told with the authority once it is trusted", async () => {
    const certificate = makeCertificate();
    const caFile = join(await temporaryFolder(), "ca.pem");
    await writeFile(caFile, certificate.cert);
    const endpoint = await startTlsFront((await startServer()).url, certificate);
    const check = await checkHub(await hubIn({ HF_ENDPOINT: endpoint, SSL_CERT_FILE: caFile }));
    expect(check.hops.find(({ name }) => name === "connection")).toMatchObject({
      state: "fine",
      says: expect.stringContaining("a certificate by Modeldeck test authority until"),
    });
    expect(statesOf(check)).toMatchObject({ hub: "fine" });
  });

  it("leads through the proxy, and only there", async () => {
    const [server, proxy] = [await startServer(), await startProxy()];
    const check = await checkHub(await hubIn({ HF_ENDPOINT: server.url, ALL_PROXY: proxy.url }));
    expect(statesOf(check)).toMatchObject({
      proxy: "fine",
      connection: "skipped",
      hub: "fine",
      storage: "fine",
    });
    expect(check.proxy).toBe(new URL(proxy.url).host);
    expect(new Set(proxy.asked.map(({ to }) => to))).toEqual(
      new Set([new URL(server.url).host, new URL(server.cdnUrl).host]),
    );
  });

  it("is told to end at a proxy that lets nobody through", async () => {
    const [server, proxy] = [await startServer(), await startProxy({ name: "ann", password: "word" })];
    const check = await checkHub(await hubIn({ HF_ENDPOINT: server.url, ALL_PROXY: proxy.url }));
    expect(statesOf(check)).toMatchObject({ proxy: "fine", hub: "failed", token: "skipped" });
    expect(check.hops.find(({ name }) => name === "hub")?.hint).toContain("name and password");
  });

  it("is told to end at the storage when only that is blocked", async () => {
    const { server, hub } = await hubWith({ repos });
    server.fault({ kind: "status", status: 403, at: "cdn", times: Number.POSITIVE_INFINITY });
    const check = await checkHub(hub);
    expect(check.healthy).toBe(false);
    expect(check.hops.at(-1)).toMatchObject({
      state: "failed",
      says: `${new URL(server.cdnUrl).host}, where weights come from, answered with status 403.`,
    });
  });

  it("says that downloads cannot go on where they broke when ranges are not kept", async () => {
    const { server, hub } = await hubWith({ repos });
    server.fault({ kind: "ignore-range", at: "cdn" });
    expect((await checkHub(hub)).hops.at(-1)).toMatchObject({ name: "storage", state: "remark" });
  });

  it("ends at a name that nobody knows", async () => {
    const check = await checkHub(await hubIn({ HF_ENDPOINT: "https://hub.invalid" }));
    expect(statesOf(check)).toMatchObject({ name: "failed", connection: "skipped" });
  });
});
