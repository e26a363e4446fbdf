import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { openBackendSocket } from "#lib/backends/http/open-backend-socket.ts";
import { serveSockets } from "#tests/servers/network/serve-sockets.ts";

const { signal } = new AbortController();
const opening = { signal, greeting: { hello: 1 }, toSafe: (text: string) => text };

/** A server of sockets that does as the test says with each. */
async function serve(answer: (socket: WebSocket) => void): Promise<URL> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    socket.on("error", () => socket.terminate());
    answer(socket);
  });
  return new URL("/llm", await serveSockets(server, "http"));
}

async function open(url: URL) {
  const socket = await openBackendSocket(url, opening);
  onTestFinished(() => socket.close());
  return socket;
}

test("says what it was given first, and hears what comes in its order, the last words before an end too", async () => {
  const url = await serve((socket) =>
    socket.once("message", (data) => {
      socket.send(String(data));
      socket.send("no JSON");
      socket.send('{"last":1}');
      socket.close();
    }),
  );
  const socket = await open(url);
  expect(await socket.hear(signal)).toEqual({ hello: 1 });
  expect(await socket.hear(signal)).toBeUndefined();
  expect(await socket.hear(signal)).toEqual({ last: 1 });
  await expect(socket.hear(signal)).rejects.toMatchObject({ code: "backend-offline" });
  expect(socket.say("anybody?")).toBe(false);
});

test("a name that leads to where no server of models is opens none", async () => {
  const port = (await serve(() => undefined)).port;
  const resolve = (_: string, done: (error: null, to: { address: string; family: number }[]) => void) =>
    done(null, [{ address: "169.254.169.254", family: 4 }]);
  const url = new URL(`http://elsewhere.example:${port}/llm`);
  await expect(openBackendSocket(url, { ...opening, resolve })).rejects.toMatchObject({
    code: "backend-offline",
  });
  await expect(openBackendSocket(new URL("http://169.254.169.254/llm"), opening)).rejects.toMatchObject({
    code: "not-allowed",
  });
});

test("a redirect is not followed", async () => {
  let isAsked = false;
  const { href } = await serve(() => {
    isAsked = true;
  });
  const leads = createServer().on("upgrade", (_, connection) =>
    connection.end(`HTTP/1.1 307 Temporary Redirect\r\nlocation: ${href}\r\ncontent-length: 0\r\n\r\n`),
  );
  const url = new URL("/llm", await serveSockets(leads, "http"));
  await expect(openBackendSocket(url, opening)).rejects.toMatchObject({ code: "backend-offline" });
  expect(isAsked).toBe(false);
});

test("a message of more than a megabyte ends it, in one piece or in many", async () => {
  for (const isWhole of [true, false]) {
    const url = await serve((socket) => {
      for (let at = 0; at < 20; at += 1) socket.send("x".repeat(100_000), { fin: at === 19 });
      if (isWhole) socket.send("x".repeat(2_000_000));
    });
    const socket = await open(url);
    if (isWhole) await socket.hear(signal).catch(() => undefined);
    await expect(socket.hear(signal)).rejects.toMatchObject({ code: "backend-offline" });
  }
});

test("a server that goes on talking to nobody is cut off", async () => {
  const gone = Promise.withResolvers<void>();
  const url = await serve((socket) => {
    socket.on("close", () => gone.resolve());
    for (let at = 0; at < 5000; at += 1) socket.send("{}");
  });
  await open(url);
  await gone.promise;
});

test("who waits is let go at once by who asked, also before it is open", async () => {
  const asking = new AbortController();
  const mute = createServer().on("upgrade", () => asking.abort());
  const url = new URL("/llm", await serveSockets(mute, "http"));
  await expect(openBackendSocket(url, { ...opening, signal: asking.signal })).rejects.toThrow("aborted");
  const socket = await open(await serve(() => undefined));
  await expect(socket.hear(AbortSignal.timeout(10))).rejects.toThrow("timeout");
});

test("a server that does not say goodbye keeps nobody", async () => {
  const url = await serve((socket) => socket.pause());
  const socket = await openBackendSocket(url, opening);
  await socket.close();
  await expect(socket.hear(signal)).rejects.toMatchObject({ code: "backend-offline" });
});
