import { getEventListeners } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { createServer as createSocketServer } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { askFor } from "#lib/backends/http/ask-for.ts";
import { toBackendState } from "#lib/backends/http/backend-error.ts";
import type { AskedOnce } from "#lib/backends/http/backend-http.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { Secret } from "#lib/state/secret.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function ask(answer: Answer, token?: string, asked: AskedOnce[] = []) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const secret = token === undefined ? undefined : new Secret(token, "…");
  const instance = { url: new URL(`http://127.0.0.1:${port}/base`), token: secret };
  const http = openBackendHttp(instance, { onAsked: (one) => asked.push(one) });
  onTestFinished(async () => {
    await http.close();
    server.closeAllConnections();
    server.close();
  });
  return http;
}

const collect = async <Value>(values: AsyncIterable<Value>): Promise<Value[]> => {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
};

/** Writes until nobody listens any more. */
const pour = (response: ServerResponse, piece: Buffer): void => {
  while (!response.destroyed && response.write(piece));
  if (!response.destroyed) response.once("drain", () => pour(response, piece));
};

test("an answer without an end is given up at its limit, and its server sees it", async () => {
  let hasLeft: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    hasLeft = resolve;
  });
  const http = await ask((_, response) => {
    response.on("close", hasLeft);
    response.writeHead(200, { "content-length": 10_000_000_000 });
    pour(response, Buffer.alloc(65_536, 32));
  });
  await expect(http.json("/x", { bytesMax: 1_000_000 })).rejects.toMatchObject({ code: "backend-strange" });
  await left;
});

test("one byte now and then is too slow, however long it goes on", async () => {
  const http = await ask((_, response) => {
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  });
  await expect(http.json("/x", { limitMs: 150 })).rejects.toMatchObject({ code: "backend-timeout" });
});

test("silence before an answer and within it has a limit", async () => {
  const silent = await ask(() => undefined);
  await expect(silent.json("/x", { waitMs: 60 })).rejects.toMatchObject({ code: "backend-timeout" });
  const stuck = await ask((_, response) => void response.write('{"a":'));
  await expect(stuck.json("/x", { waitMs: 60 })).rejects.toMatchObject({ code: "backend-timeout" });
});

test("a question that has ended, however it did, is heard of no more by who could have ended it", async () => {
  const http = await ask((request, response) => {
    if (request.url?.endsWith("/cut")) response.socket?.resetAndDestroy();
    else response.end('{"a":1}');
  });
  const asker = new AbortController();
  const { signal } = asker;
  await http.json("/x", { signal });
  await collect(http.lines("/x", { signal }));
  for await (const _ of http.lines("/x", { signal })) break;
  await expect(http.json("/cut", { signal })).rejects.toMatchObject({ code: "backend-offline" });
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("0.22 a question that its asker gave up is told with that, and not as one that went well", async () => {
  const asked: AskedOnce[] = [];
  const leaving = new AbortController();
  const http = await ask(() => leaving.abort(), undefined, asked);
  await expect(http.json("/x", { signal: leaving.signal })).rejects.toThrow("aborted");
  expect(asked).toMatchObject([{ path: "/x", problem: "Nobody waited for the answer any longer." }]);
});

test("a bomb that is packed is not unpacked", async () => {
  const http = await ask((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(1_000_000)));
  });
  await expect(http.json("/x")).rejects.toThrow(/packed with gzip/);
});

test("a million headers are too many", async () => {
  const server = createSocketServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write(`HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(1_000_000)}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  const http = openBackendHttp({ url, token: undefined });
  onTestFinished(async () => {
    await http.close();
    server.close();
  });
  await expect(http.json("/x")).rejects.toThrow(/more headers than any server needs/);
});

test.each([
  ["a page", "text/html", "<html><script>alert(1)</script></html>"],
  ["half an object", "application/json", '{"models":['],
  ["words", "text/plain", "Ollama is running"],
])("%s is no JSON, and nothing of it is quoted", async (_, type, body) => {
  const http = await ask((__, response) => response.writeHead(200, { "content-type": type }).end(body));
  const error = await http.json("/x").catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "backend-strange" });
  expect(String(error)).not.toContain("script");
});

test("a redirect is told, and not followed", async () => {
  const asked: string[] = [];
  const http = await ask((request, response) => {
    asked.push(String(request.url));
    response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
  });
  await expect(http.json("/x")).rejects.toThrow(
    "redirects to http://169.254.169.254, and redirects are not followed",
  );
  expect(asked).toEqual(["/base/x"]);
});

test("a token is sent, and what says it back is not believed", async () => {
  const http = await ask((request, response) => {
    response
      .writeHead(500)
      .end(JSON.stringify({ error: `I was told ${request.headers.authorization}\u001b[2J` }));
  }, "sk-canary-1234567890");
  const error = await askFor(http, "/x", { shape: z.unknown() }).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain("I was told Bearer ***");
  expect(String(error)).not.toMatch(/canary|\p{Cc}/u);
});

test.each([
  [200, { error: "no such thing" }, "backend-failed", "unhealthy"],
  [200, { error: { message: "bad model" } }, "backend-failed", "unhealthy"],
  [401, {}, "backend-token", "needs-token"],
  [403, undefined, "backend-token", "needs-token"],
  [404, { error: "model 'x' not found" }, "backend-model", "error"],
  [404, { error: 'model "x" not found, try pulling it first' }, "backend-model", "error"],
  [404, { error: { message: "The model `x` does not exist.", code: 404 } }, "backend-model", "error"],
  [404, { error: "File Not Found" }, "backend-refused", "error"],
  [500, { error: "error loading model: llama-server binary not found" }, "backend-failed", "unhealthy"],
  [400, { detail: "wrong field" }, "backend-refused", "error"],
  [500, { error: "cudaMalloc failed: out of memory" }, "backend-failed", "unhealthy"],
  [503, { error: "server busy, please try again." }, "backend-busy", "unhealthy"],
])("%i with %j is %s, so its server is %s", async (status, value, code, state) => {
  const http = await ask((_, response) => response.writeHead(status).end(value && JSON.stringify(value)));
  const error = await askFor(http, "/x", { shape: z.unknown() }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code });
  // An error inside a good answer carries no status of its own.
  if (status !== 200) expect(toBackendState(error)).toMatchObject({ state });
});

test("nobody there is offline, and a bug is no state of a server", async () => {
  const http = await ask(() => undefined);
  const away = openBackendHttp({ url: new URL("http://127.0.0.1:9"), token: undefined });
  onTestFinished(() => away.close());
  const error = await away.json("/x").catch((thrown: unknown) => thrown);
  expect(toBackendState(error)).toMatchObject({
    state: "offline",
    message: expect.stringContaining("nothing listens"),
  });
  expect(() => toBackendState(new TypeError("x"))).toThrow(TypeError);
  const given = AbortSignal.abort(new Error("given up"));
  await expect(http.json("/x", { signal: given })).rejects.toThrow("given up");
});

const lines = ['{"status":"grüße"}', '{"n":2}', '{"tail":"without an end"}'];

test.each([1, 2, 3, 7, 1000])(
  "lines cut into pieces of %i bytes are whole, the last without its end too",
  async (bytes) => {
    const http = await ask((_, response) => {
      const all = Buffer.from(`${lines.join("\n")}`);
      const send = (at: number): void => {
        if (at >= all.length) return void response.end();
        response.write(all.subarray(at, at + bytes), () => setImmediate(() => send(at + bytes)));
      };
      send(0);
    });
    expect(await collect(http.lines("/x"))).toEqual(lines.map((line): unknown => JSON.parse(line)));
  },
);

test("half a line at the end, a line that is no JSON and one that never ends are refused", async () => {
  const half = await ask((_, response) => response.end('{"a":1}\n{"b":'));
  await expect(collect(half.lines("/x"))).rejects.toThrow(/a line that is not JSON/);
  const long = await ask((_, response) => void response.end(`"${"x".repeat(5000)}"\n`));
  await expect(collect(long.lines("/x", { bytesMax: 1000 }))).rejects.toMatchObject({
    code: "backend-strange",
  });
  const refused = await ask((_, response) =>
    response.writeHead(404).end('{"error":"model \'x\' not found"}'),
  );
  await expect(collect(refused.lines("/x"))).rejects.toMatchObject({ code: "backend-model" });
});

test("a connection that is cut in the middle of lines is no end of them", async () => {
  const http = await ask((_, response) => response.write('{"a":1}\n', () => response.destroy()));
  await expect(collect(http.lines("/x"))).rejects.toMatchObject({ code: "backend-offline" });
});

test("server-sent events have names and lines; one that breaks off is none", async () => {
  const http = await ask((_, response) =>
    response.end(
      ': hello\r\n\r\nevent: chat.start\r\ndata: {"a":\r\ndata:1}\r\n\r\ndata: [DONE]\n\ndata: half',
    ),
  );
  expect(await collect(http.events("/x"))).toEqual([
    { event: "chat.start", data: '{"a":\n1}' },
    { event: "message", data: "[DONE]" },
  ]);
});

test("S18 an event of ever more empty lines is given up", async () => {
  const http = await ask((_, response) => pour(response, Buffer.from("data:\n".repeat(10_000))));
  await expect(collect(http.events("/events", { bytesMax: 65_536 }))).rejects.toMatchObject({
    code: "backend-strange",
  });
});
