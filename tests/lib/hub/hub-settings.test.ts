import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { readHubSettings } from "#lib/hub/hub-settings.ts";
import { proxyFor } from "#lib/hub/proxies.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const token = (word: string) => `hf_${word.padEnd(20, "x")}${word.slice(0, 4)}`;

/** A home in which every place holds a token of its own. */
async function homeWith(files: Record<string, string>) {
  const home = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  return home;
}

const everywhere = {
  ".modeldeck/settings.json": JSON.stringify({ hubToken: token("saved") }),
  ".cache/huggingface/token": `${token("login")}\n`,
  ".cache/huggingface/stored_tokens": `[work]\nhf_token = ${token("stored")}\n[login]\nhf_token = ${token("login")}\n`,
};

async function settingsIn(home: string, more: Record<string, string> = {}) {
  const env = { NODE_ENV: "test" as const, HOME: home, ...more };
  return readHubSettings(await loadSettings({ env }), env);
}

describe("the token in force", () => {
  it("is the environment's, then the saved one, then that of the login", async () => {
    const home = await homeWith(everywhere);
    const cache = join(home, ".cache/huggingface");
    const told = await settingsIn(home, { HF_TOKEN: token("told") });
    expect(told.token).toEqual({ value: token("told"), source: "HF_TOKEN", masked: "hf_…told" });
    expect(told.otherTokens).toEqual([
      { source: "settings.json", masked: "hf_…save" },
      { source: join(cache, "token"), masked: "hf_…logi" },
      { source: `${join(cache, "stored_tokens")} (work)`, masked: "hf_…stor" },
    ]);
    expect((await settingsIn(home)).token?.source).toBe("settings.json");
    const { ".modeldeck/settings.json": _, ...rest } = everywhere;
    expect((await settingsIn(await homeWith(rest))).token?.value).toBe(token("login"));
  });

  it.each([
    ["HF_HOME", "elsewhere", "elsewhere/token"],
    ["HF_TOKEN_PATH", "my/secret", "my/secret"],
    ["XDG_CACHE_HOME", "caches", "caches/huggingface/token"],
  ])("is found where %s says", async (name, value, path) => {
    const home = await homeWith({ [path]: token("there") });
    const { token: found } = await settingsIn(home, { [name]: join(home, value) });
    expect(found).toMatchObject({ value: token("there"), source: join(home, path) });
  });

  it("is none where there is none", async () => {
    const settings = await settingsIn(await temporaryFolder());
    expect(settings).toMatchObject({ token: undefined, otherTokens: [], endpoint: "https://huggingface.co" });
  });

  it("is refused by its source when it could never be sent", async () => {
    const home = await temporaryFolder();
    const refusal: unknown = await settingsIn(home, { HF_TOKEN: "hf_a b\nc" }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: "bad-input", message: expect.stringContaining("HF_TOKEN") });
    expect(String(refusal)).not.toContain("hf_a");
  });
});

describe("a secret of the settings", () => {
  it("is never printed, sent or quoted, whatever becomes of it", async () => {
    const home = await homeWith({
      ".modeldeck/settings.json": JSON.stringify({
        hubToken: token("saved"),
        proxy: "http://ann:secretword@proxy:3128",
      }),
    });
    const settings = await loadSettings({ env: { NODE_ENV: "test", HOME: home } });
    const seen = [
      JSON.stringify(settings),
      inspect(settings, { depth: 9 }),
      `${settings.hubToken.value}`,
    ].join();
    expect(seen).not.toContain(token("saved"));
    expect(seen).not.toContain("secretword");
    expect(seen).toContain("hf_…save");
    expect(seen).toContain("http://ann:***@proxy:3128");
  });

  it("is not quoted when its file cannot be understood", async () => {
    const home = await homeWith({ ".modeldeck/settings.json": `{"hubToken": hf_secretsecret}` });
    const { problems } = await loadSettings({ env: { NODE_ENV: "test", HOME: home } });
    expect(JSON.stringify(problems)).not.toContain("secret");
    expect(problems).toMatchObject([{ message: expect.stringContaining("not JSON") }]);
  });
});

describe("the hub's address", () => {
  it("is taken without the slash at its end, and a mirror may live below a path", async () => {
    const home = await temporaryFolder();
    expect((await settingsIn(home, { HF_ENDPOINT: "https://m.example/hf/remote/" })).endpoint).toBe(
      "https://m.example/hf/remote",
    );
  });

  it.each(["m.example", "ftp://m.example", "https://ann:word@m.example"])(
    "%s is refused",
    async (endpoint) => {
      const home = await temporaryFolder();
      await expect(settingsIn(home, { HF_ENDPOINT: endpoint })).rejects.toMatchObject({ code: "bad-input" });
    },
  );
});

describe("a proxy", () => {
  const proxies = { httpProxy: "http://p:1/", httpsProxy: "http://s:1/" };

  it.each([
    ["https://huggingface.co", "", "http://s:1/"],
    ["http://huggingface.co", "", "http://p:1/"],
    ["https://huggingface.co", "*", undefined],
    ["https://huggingface.co", "other.co huggingface.co", undefined],
    ["https://cdn.huggingface.co", ".huggingface.co", undefined],
    ["https://cdn.huggingface.co", "*.huggingface.co", undefined],
    ["https://nothuggingface.co", "huggingface.co", "http://s:1/"],
    ["https://m.example:8443", "m.example:8443", undefined],
    ["https://m.example:8443", "m.example:443", "http://s:1/"],
    ["https://m.example", "m.example:443", undefined],
  ])("to %s with NO_PROXY=%s is %s", (address, noProxy, proxy) => {
    expect(proxyFor(address, { ...proxies, noProxy })).toBe(proxy);
  });
});
