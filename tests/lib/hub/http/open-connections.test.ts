import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { hubIn } from "#tests/lib/hub/hub-for-tests.ts";
import { startTestHub, type TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeCertificate } from "#tests/servers/network/make-certificate.ts";
import { startProxy } from "#tests/servers/network/start-proxy.ts";
import { startSocks } from "#tests/servers/network/start-socks.ts";
import { startTlsFront } from "#tests/servers/network/start-tls-front.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const files = [
  { path: "config.json", content: "{}" },
  { path: "m.gguf", bytes: 2_000_000 },
];

async function startServer(): Promise<TestHub> {
  const server = await startTestHub({
    repos: [{ name: "owner/tiny", files }],
    tokens: { hf_t: { name: "t" } },
  });
  onTestFinished(() => server.close());
  return server;
}

/** A hub behind TLS, its authority in a file, and a home whose settings may name it. */
async function startSafely() {
  const server = await startServer();
  const certificate = makeCertificate();
  const home = await temporaryFolder();
  const caFile = join(home, "authority.pem");
  await writeFile(caFile, certificate.cert);
  const save = async (settings: object) => {
    await mkdir(join(home, ".modeldeck"), { recursive: true });
    await writeFile(join(home, ".modeldeck", "settings.json"), JSON.stringify(settings));
  };
  return { server, endpoint: await startTlsFront(server.url, certificate), home, caFile, save };
}

describe("an authority of one's own", () => {
  it("is not trusted unless it is named", async () => {
    const { endpoint, home } = await startSafely();
    const hub = await hubIn({ HOME: home, HF_ENDPOINT: endpoint, HF_TOKEN: "hf_t" });
    await expect(hub.model("owner/tiny", undefined)).rejects.toMatchObject({
      code: "hub-unreachable",
      message: expect.stringContaining("signed by nobody that this machine trusts"),
      hint: expect.stringContaining("set-config ca-file"),
    });
  });

  it.each(["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])(
    "is trusted when %s names it",
    async (name) => {
      const { endpoint, home, caFile } = await startSafely();
      const hub = await hubIn({ HOME: home, HF_ENDPOINT: endpoint, [name]: caFile });
      expect((await hub.model("owner/tiny", undefined)).repo).toBe("owner/tiny");
    },
  );

  it("is trusted when settings.json names it", async () => {
    const { endpoint, home, caFile, save } = await startSafely();
    await save({ hubEndpoint: endpoint, caFile });
    expect((await (await hubIn({ HOME: home })).model("owner/tiny", undefined)).repo).toBe("owner/tiny");
  });

  it.each([
    ["is not there", "absent.pem", undefined, "cannot be read"],
    ["holds something else", "wrong.pem", "hello", "holds no certificate"],
  ])("is refused in plain words when its file %s", async (_, name, text, says) => {
    const { endpoint, home } = await startSafely();
    if (text !== undefined) await writeFile(join(home, name), text);
    const env = { HOME: home, HF_ENDPOINT: endpoint, SSL_CERT_FILE: join(home, name) };
    await expect(hubIn(env)).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringContaining(says),
    });
  });
});

describe("from a safe connection", () => {
  it("no redirect is followed to one that others can read, with a token or without", async () => {
    const { server, endpoint, home, caFile } = await startSafely();
    for (const token of [{}, { HF_TOKEN: "hf_t" }]) {
      const hub = await hubIn({ HOME: home, HF_ENDPOINT: endpoint, SSL_CERT_FILE: caFile, ...token });
      const commit = server.commit("owner/tiny");
      const refusal = { code: "hub-strange", message: expect.stringContaining("anyone on the way can read") };
      await expect(hub.locate("owner/tiny", commit, "m.gguf")).rejects.toMatchObject(refusal);
      await expect(hub.text("owner/tiny", commit, "m.gguf", 3_000_000)).rejects.toMatchObject(refusal);
    }
    expect(server.requests.filter(({ host }) => host === "cdn")).toEqual([]);
  });
});

describe("a proxy", () => {
  const name = "ann";
  const password = "secret:word@";
  const within = (url: string) => url.replace("//", `//${name}:${encodeURIComponent(password)}@`);

  it.each(["HTTP_PROXY", "http_proxy", "ALL_PROXY"])("that %s names is gone through", async (variable) => {
    const [server, proxy] = [await startServer(), await startProxy()];
    const hub = await hubIn({ HF_ENDPOINT: server.url, [variable]: proxy.url });
    await hub.model("owner/tiny", undefined);
    expect(proxy.asked).toEqual([{ to: new URL(server.url).host, status: 200 }]);
  });

  it("is gone through to a hub behind TLS whose authority is one's own", async () => {
    const { endpoint, home, caFile } = await startSafely();
    const proxy = await startProxy({ name, password });
    const env = { HOME: home, HF_ENDPOINT: endpoint, SSL_CERT_FILE: caFile, HTTPS_PROXY: within(proxy.url) };
    await (await hubIn(env)).model("owner/tiny", undefined);
    expect(proxy.asked).toEqual([{ to: new URL(endpoint).host, status: 200 }]);
  });

  it("of settings.json holds where the environment names none", async () => {
    const { server, home, save } = await startSafely();
    const proxy = await startProxy();
    await save({ hubEndpoint: server.url, proxy: proxy.url });
    const hub = await hubIn({ HOME: home });
    await hub.model("owner/tiny", undefined);
    expect(proxy.asked).toHaveLength(1);
    expect(hub.settings.proxy).toBe(`${proxy.url}/`);
  });

  it("is spared for the hosts that NO_PROXY names", async () => {
    const [server, proxy] = [await startServer(), await startProxy()];
    const hub = await hubIn({
      HF_ENDPOINT: server.url,
      HTTP_PROXY: proxy.url,
      NO_PROXY: "a.example, 127.0.0.1",
    });
    await hub.model("owner/tiny", undefined);
    expect(proxy.asked).toEqual([]);
    expect(hub.settings.proxy).toBeUndefined();
  });

  it("that refuses is named, and its password is not", async () => {
    const [server, proxy] = [await startServer(), await startProxy({ name, password })];
    const hub = await hubIn({ HF_ENDPOINT: server.url, HTTP_PROXY: within(proxy.url).replace("ann", "bob") });
    const refusal: unknown = await hub.model("owner/tiny", undefined).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "hub-unreachable",
      message: expect.stringContaining("the proxy does not let the connection through"),
    });
    expect(JSON.stringify(refusal) + String(refusal)).not.toContain("secret");
  });

  it("that is not there is what does not answer, not the hub", async () => {
    const server = await startServer();
    const hub = await hubIn({ HF_ENDPOINT: server.url, HTTP_PROXY: "http://127.0.0.1:9" });
    await expect(hub.model("owner/tiny", undefined)).rejects.toMatchObject({
      code: "hub-unreachable",
      message: expect.stringContaining("the proxy at 127.0.0.1:9 does not answer"),
    });
  });

  it("that is no address is refused before anything is asked", async () => {
    await expect(hubIn({ HTTPS_PROXY: "gopher://x:y@z" })).rejects.toMatchObject({
      code: "bad-input",
      message: "gopher://***@z is no address of a proxy.",
    });
  });
});

describe("a proxy that speaks SOCKS", () => {
  const account = { name: "ann", password: "secret:word@" };
  const within = (url: string) => url.replace("//", `//ann:${encodeURIComponent(account.password)}@`);

  it("is gone through to the hub and to where its files are, without a word of warning", async () => {
    const [server, proxy] = [await startServer(), await startSocks()];
    const warnings: string[] = [];
    const hear = ({ message }: Error): void => void warnings.push(message);
    process.on("warning", hear);
    onTestFinished(() => void process.off("warning", hear));
    const hub = await hubIn({ HF_ENDPOINT: server.url, ALL_PROXY: proxy.url });
    const text = await hub.text("owner/tiny", server.commit("owner/tiny"), "m.gguf", 3_000_000);
    expect(text?.length).toBeGreaterThan(100_000);
    const hosts = [server.url, server.cdnUrl].map((url) => new URL(url).host);
    expect(proxy.asked.map(({ to }) => to)).toEqual(hosts);
    expect(warnings).toEqual([]);
  });

  it("is gone through with a name and a password to a hub whose authority is one's own", async () => {
    const { endpoint: address, home, caFile } = await startSafely();
    const endpoint = address.replace("127.0.0.1", "localhost");
    const proxy = await startSocks(account);
    const env = { HOME: home, HF_ENDPOINT: endpoint, SSL_CERT_FILE: caFile, HTTPS_PROXY: within(proxy.url) };
    await (await hubIn(env)).model("owner/tiny", undefined);
    expect(proxy.asked).toEqual([{ to: new URL(endpoint).host, status: 200 }]);
  });

  it("and does not know the name is what stands in the way", async () => {
    const [server, proxy] = [await startServer(), await startSocks(account)];
    const hub = await hubIn({ HF_ENDPOINT: server.url, ALL_PROXY: within(proxy.url).replace("ann", "bob") });
    await expect(hub.model("owner/tiny", undefined)).rejects.toMatchObject({
      code: "hub-unreachable",
      message: expect.stringContaining("the proxy does not let the connection through"),
    });
  });
});
