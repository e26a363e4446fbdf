import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { serve } from "#lib/server/serve.ts";
import { askRaw } from "../../support/ask-raw.ts";
import { openConsole } from "../../support/open-console.ts";

const post = (port: number) => [
  "POST /api/runs HTTP/1.1",
  `Host: localhost:${port}`,
  "Content-Type: application/json",
];

describe("a body", () => {
  it("that says it is too large is refused before it is read", async () => {
    const { port } = await openConsole();
    const answer = await askRaw(port, [...post(port), "Content-Length: 5000000000"], "{");
    expect(answer.status).toBe(413);
  });

  it("of no stated length is refused as soon as it has grown too large", async () => {
    const { port } = await openConsole();
    const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
    const answer = await askRaw(port, [...post(port), "Transfer-Encoding: chunked"], chunk.repeat(40));
    expect(answer.status).toBe(413);
  });

  const bad = {
    "is not JSON": "{",
    "is a list": "[]",
    "is null": "null",
    "has a field nobody knows": '{"command":"list","shell":true}',
    "has a field of the wrong type": '{"command":7}',
    "reaches for the prototype": '{"command":"list","input":{"__proto__":{"x":1}}}',
    "is nested a hundred thousand deep": `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
    "has a value of 128 KiB": `{"command":"verify","input":{"name":"${"x".repeat(128 * 1024)}"}}`,
    "has half a character": '{"command":"verify","input":{"name":"\\ud800"}}',
    "has a NUL": '{"command":"verify","input":{"name":"a\\u0000b"}}',
    "names another registry": '{"command":"list","input":{"registryDir":"/etc"}}',
  };

  it.each(Object.entries(bad))("that %s is refused as bad input", async (_, body) => {
    const { port } = await openConsole();
    const answer = await askRaw(port, [...post(port), `Content-Length: ${Buffer.byteLength(body)}`], body);
    expect([answer.status, /"code":"([\w-]+)"/.exec(answer.body)?.[1]]).toEqual([400, "bad-input"]);
  });
});

describe("an answer", () => {
  it("carries the headers that keep it from being framed, sniffed or kept", async () => {
    const { port } = await openConsole();
    for (const path of ["/", "/api/health", "/api/nothing", "/_next/static/x.js"]) {
      const { headers } = await askRaw(port, [`GET ${path} HTTP/1.1`, `Host: localhost:${port}`]);
      expect(headers).toMatch(/x-content-type-options: nosniff/i);
      expect(headers).toMatch(/cross-origin-resource-policy: same-origin/i);
      expect(headers).toMatch(/content-security-policy: default-src 'none'/i);
      expect(headers).not.toMatch(/access-control-allow|x-powered-by/i);
    }
  });

  it("gives every document a nonce of its own and a session that scripts cannot read", async () => {
    const { port } = await openConsole();
    const open = () => askRaw(port, ["GET / HTTP/1.1", `Host: localhost:${port}`]);
    const nonces = (await Promise.all([open(), open()])).map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers)?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
    const { headers } = await open();
    expect(headers).toMatch(
      new RegExp(`set-cookie: modeldeck-session-${port}=\\S+; Path=/; HttpOnly; SameSite=Strict`, "i"),
    );
    const forged = `Cookie: modeldeck-session-${port}=mine.mine`;
    expect((await askRaw(port, ["GET / HTTP/1.1", `Host: localhost:${port}`, forged])).headers).toMatch(
      /set-cookie/i,
    );
  });

  it("to an upgrade is none at all", async () => {
    const { port } = await openConsole();
    const socket = connect(port, "127.0.0.1");
    let bytes = 0;
    socket.on("data", (chunk) => {
      bytes += chunk.length;
    });
    socket.write(
      `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    await once(socket, "close");
    expect(bytes).toBe(0);
  });
});

describe("listening", () => {
  it("is refused on an address that others reach", async () => {
    for (const host of ["0.0.0.0", "::", "192.168.1.5", "example.org"]) {
      await expect(serve({ port: 0, host })).rejects.toThrow("no login is configured");
    }
  });

  it("on a taken port says so and what to do", async () => {
    const { port } = await openConsole();
    await expect(serve({ port })).rejects.toMatchObject({
      code: "busy",
      message: expect.stringMatching(
        `Port ${port} is taken${process.platform === "linux" ? ` by .+process ${process.pid}` : ""}`,
      ),
    });
  });
});
