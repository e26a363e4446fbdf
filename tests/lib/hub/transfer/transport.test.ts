import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDirectTransport } from "#lib/hub/transfer/direct-transport.ts";
import type { AnswerHead } from "#lib/hub/transfer/transport.ts";

const { signal } = new AbortController();

/** A server that answers each request with what it is given, byte for byte. */
async function serve(answer: (socket: Socket, request: number) => void) {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", () => {
      requests += 1;
      answer(socket, requests);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const transport = openDirectTransport();
  onTestFinished(() => {
    transport.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/file`;
  const get = async (headers: Record<string, string> = {}, of: AbortSignal = signal) => {
    const heads: AnswerHead[] = [];
    const chunks: Buffer[] = [];
    await transport.get(
      { url, headers, signal: of },
      {
        head: (head) => heads.push(head),
        bytes: (chunk) => {
          chunks.push(Buffer.from(chunk));
          return undefined;
        },
      },
    );
    return { status: heads[0]?.status, headers: heads[0]?.headers, body: Buffer.concat(chunks).toString() };
  };
  return { get, transport, url, sockets, requests: () => requests };
}

const whole = (body: string, more = "") =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

describe("a connection of our own", () => {
  it("reads an answer that comes byte by byte", async () => {
    const { get } = await serve((socket) => {
      for (const letter of whole("hello", 'ETag: "x"\r\n')) socket.write(letter);
    });
    expect(await get()).toEqual({
      status: 200,
      headers: { "content-length": "5", etag: '"x"' },
      body: "hello",
    });
  });

  it("passes over what comes before the answer", async () => {
    const { get } = await serve((socket) => {
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${whole("late")}`);
    });
    expect(await get()).toMatchObject({ status: 200, body: "late" });
  });

  it("is used again, and replaced where the server has closed it meanwhile", async () => {
    const { get, sockets, requests } = await serve((socket, request) => {
      if (request === 3) socket.destroy();
      else socket.write(whole(String(request)));
    });
    expect((await get()).body).toBe("1");
    expect((await get()).body).toBe("2");
    expect(sockets.size).toBe(1);
    expect((await get()).body).toBe("4");
    expect([sockets.size, requests()]).toEqual([2, 4]);
  });

  it("is not used again after more came than was announced", async () => {
    const { get, sockets } = await serve((socket) =>
      socket.write(`${whole("true")}HTTP/1.1 200 smuggled\r\n`),
    );
    expect((await get()).body).toBe("true");
    expect((await get()).body).toBe("true");
    expect(sockets.size).toBe(2);
  });

  it.each([
    ["no HTTP", "SSH-2.0-OpenSSH\r\n\r\n", "strange"],
    ["a malformed head", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "strange"],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "strange"],
    ["a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx", "strange"],
    ["no length", "HTTP/1.1 200 OK\r\n\r\nx", "no-length"],
    ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "no-length"],
    ["a head without end", `HTTP/1.1 200 OK\r\n${"X: y\r\n".repeat(20_000)}`, "strange"],
  ])("refuses %s", async (_, answer, kind) => {
    const { get } = await serve((socket) => socket.write(answer));
    await expect(get()).rejects.toMatchObject({ kind });
  });

  it("tells of a body that ends too early", async () => {
    const { get } = await serve((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"));
    await expect(get()).rejects.toMatchObject({ kind: "broken" });
  });

  it("sends no header that holds a line break", async () => {
    const { get, requests } = await serve((socket) => socket.write(whole("")));
    await expect(get({ authorization: "a\r\nX-Evil: b" })).rejects.toThrow("line break");
    expect(requests()).toBe(0);
  });

  it("ends at once with its signal", async () => {
    const stop = new AbortController();
    const { get } = await serve(() => stop.abort(new Error("stopped")));
    await expect(get({}, stop.signal)).rejects.toThrow("stopped");
  });

  it("reads nothing more while its taker waits", async () => {
    const body = "x".repeat(4_000_000);
    const { transport, url } = await serve((socket) => socket.write(whole(body)));
    let [bytes, waiting] = [0, 0];
    await transport.get(
      { url, headers: {}, signal },
      {
        head: () => undefined,
        bytes: async (chunk) => {
          waiting += 1;
          expect(waiting).toBe(1);
          bytes += chunk.length;
          await new Promise((resolve) => setImmediate(resolve));
          waiting -= 1;
        },
      },
    );
    expect(bytes).toBe(body.length);
  });

  it("tells in words that nobody is there", async () => {
    const { transport } = await serve((socket) => socket.end());
    const gone = { url: "http://127.0.0.1:1/file", headers: {}, signal };
    const taker = { head: () => undefined, bytes: () => undefined };
    await expect(transport.get(gone, taker)).rejects.toThrow("refused the connection");
  });
});
