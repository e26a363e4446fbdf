import { describe, expect, it } from "vitest";
import { guardRequest } from "#lib/server/guard.ts";
import { namesFor } from "#lib/server/names.ts";
import { askRaw } from "../../support/ask-raw.ts";
import { openConsole } from "../../support/open-console.ts";
import { apiRoutes } from "../../support/route-api.ts";

const routes = await apiRoutes();
const pathOf = (path: string) => path.replace(/\[\.\.\.\w+\]/, "nothing/here").replace(/\[\w+\]/g, "1");
const detours = [
  "/api/health.rsc",
  "/%61pi/health",
  "/API/health",
  "/browse.segments/_tree.segment.rsc",
  "/_next/data/x/browse.json",
  "/_next/image?url=%2Fx&w=64&q=1",
  "/browse/../api/health",
  "/browse?nxtPname=x",
  "/favicon.ico",
];
const addresses = [
  ...routes.map(({ path }) => pathOf(path)),
  "/",
  "/browse?_rsc=x",
  "/_next/static/a.js",
  "/none",
  ...detours,
];

const strangers = [
  "evil.example",
  "evil.example:PORT",
  "127.0.0.1.nip.io:PORT",
  "localhost.evil.example:PORT",
  "LOCALHOST.:PORT",
  "localhost.:PORT",
  "localhost",
  "127.0.0.1",
  "localhost:1",
  "0.0.0.0:PORT",
  "[::]:PORT",
  "[::ffff:127.0.0.1]:PORT",
  "192.168.1.5:PORT",
  "2130706433:PORT",
  "0x7f.1:PORT",
  "127.1:PORT",
  "localhost:PORT@evil.example",
  "evil.example#localhost:PORT",
];

describe("a name that is not ours", () => {
  it.each(strangers)("is refused everywhere: %s", async (stranger) => {
    const { port } = await openConsole();
    for (const address of addresses) {
      const host = stranger.replace("PORT", String(port));
      const { status } = await askRaw(port, [`GET ${address} HTTP/1.1`, `Host: ${host}`]);
      expect([400, 421], `${address} as ${host}`).toContain(status);
    }
  });

  it("is refused however a request smuggles it", async () => {
    const { port } = await openConsole();
    const ours = `Host: localhost:${port}`;
    const odd: [string, string[]][] = [
      ["two hosts", ["GET /api/health HTTP/1.1", ours, "Host: evil.example"]],
      ["no host", ["GET /api/health HTTP/1.1"]],
      ["an old protocol without a host", ["GET /api/health HTTP/1.0"]],
      ["an empty host", ["GET /api/health HTTP/1.1", "Host:"]],
      ["a whole address", [`GET http://evil.example/api/health HTTP/1.1`, ours]],
      ["two slashes", ["GET //evil.example/api/health HTTP/1.1", ours]],
      ["a backslash", ["GET /\\evil.example/ HTTP/1.1", ours]],
      ["half an encoding", ["GET /api/registry/%E0%A4%A HTTP/1.1", ours]],
      ["TRACE", ["TRACE /api/health HTTP/1.1", ours]],
      ["CONNECT", ["CONNECT evil.example:443 HTTP/1.1", ours]],
      ["OPTIONS of everything", ["OPTIONS * HTTP/1.1", ours]],
    ];
    for (const [says, lines] of odd) {
      const { status } = await askRaw(port, lines);
      expect([400, 405, 421], says).toContain(status);
    }
  });

  it("is not believed from a header that only a proxy may send", async () => {
    const { port } = await openConsole();
    const lines = ["GET /api/health HTTP/1.1", "Host: evil.example", `X-Forwarded-Host: localhost:${port}`];
    expect((await askRaw(port, [...lines, `Forwarded: host=localhost:${port}`])).status).toBe(421);
    const sound = ["GET /api/health HTTP/1.1", `Host: localhost:${port}`, "X-Forwarded-Host: evil.example"];
    expect((await askRaw(port, [...sound, "x-middleware-subrequest: a:a:a:a:a"])).status).toBe(200);
  });

  it("leaves the names of this machine in force", async () => {
    const { port } = await openConsole();
    for (const host of ["localhost", "127.0.0.1", "[::1]", "LocalHost"]) {
      expect((await askRaw(port, ["GET /api/health HTTP/1.1", `Host: ${host}:${port}`])).status).toBe(200);
    }
  });
});

describe("a page of somebody else", () => {
  const api = routes.filter(({ path }) => path.startsWith("/api/"));
  const changing = api.flatMap(({ path }) =>
    ["POST", "DELETE", "PUT", "PATCH"].map((method) => [method, pathOf(path)]),
  );
  const names = namesFor(4141);
  const origins = [
    "http://evil.example",
    "null",
    "http://localhost:3000",
    "https://localhost:4141",
    "http://127.0.0.1:4141",
  ];
  const types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""];

  function judge(method: string, target: string, headers: Record<string, string>): string {
    const all: Record<string, string> = { host: "localhost:4141", ...headers };
    try {
      guardRequest({ method, target, header: (name) => all[name] }, names);
      return "let in";
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : "broken";
    }
  }

  it.each(changing)("cannot %s %s, whatever it says of itself", (method, path) => {
    const json = "application/json";
    for (const origin of origins) {
      for (const site of ["cross-site", "same-site", "same-origin", "none", ""]) {
        const headers = { origin, ...(site && { "sec-fetch-site": site }), "content-type": json };
        expect(judge(method, path, headers)).toBe("cross-site");
      }
    }
    for (const site of ["cross-site", "same-site", "nonsense"]) {
      expect(judge(method, path, { "sec-fetch-site": site, "content-type": json })).toBe("cross-site");
    }
    for (const type of types) {
      const said = {
        origin: "http://localhost:4141",
        "content-length": "2",
        ...(type && { "content-type": type }),
      };
      expect(judge(method, path, said)).toBe("wrong-type");
    }
    expect(judge(method, path, { origin: "http://localhost:4141", "content-type": json })).toBe("let in");
    expect(judge(method, path, { "content-type": `${json}; charset=utf-8` })).toBe("let in");
  });

  it("cannot read the API, and may only link to pages", () => {
    const opens = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect(judge("GET", "/browse", opens)).toBe("let in");
    for (const api of ["/api/runs", "/%61pi/runs", "/API/runs", "/api?x"]) {
      expect(judge("GET", api, opens)).toBe("cross-site");
    }
    expect(judge("GET", "/browse", { ...opens, "sec-fetch-dest": "iframe" })).toBe("cross-site");
    expect(judge("GET", "/browse", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).toBe(
      "cross-site",
    );
    expect(judge("GET", "/api/runs", { origin: "http://evil.example" })).toBe("cross-site");
  });

  it("cannot send anything to a page", () => {
    const ours = { origin: "http://localhost:4141", "content-type": "application/json" };
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect(judge(method, "/browse", ours)).toBe("wrong-method");
  });

  it("is told apart from a configured name, which is exact", () => {
    const own = namesFor(4141, ["https://console.example"]);
    const ask = (origin: string) => () =>
      guardRequest(
        {
          method: "POST",
          target: "/api/runs",
          header: (name) => ({ host: "console.example", origin, "content-type": "application/json" })[name],
        },
        own,
      );
    expect(ask("https://console.example")).not.toThrow();
    expect(ask("http://console.example")).toThrow("was refused");
    expect(ask("http://localhost:4141")).toThrow("was refused");
  });
});
