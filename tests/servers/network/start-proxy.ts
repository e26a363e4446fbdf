import { createServer } from "node:http";
import { connect } from "node:net";
import { serveSockets } from "./serve-sockets.ts";

export type TestProxy = {
  url: string;
  /** Where it was asked to connect to, in order, and what it answered. */
  asked: { to: string; status: number }[];
};

/** A proxy as companies have them: it connects, it may ask for a name and a password, and it keeps a list. */
export async function startProxy(account?: { name: string; password: string }): Promise<TestProxy> {
  const asked: TestProxy["asked"] = [];
  const due = account && `Basic ${btoa(`${account.name}:${account.password}`)}`;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "", headers }, socket) => {
    socket.on("error", () => undefined);
    const isAllowed = due === undefined || headers["proxy-authorization"] === due;
    asked.push({ to: url, status: isAllowed ? 200 : 407 });
    if (!isAllowed) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="p"\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const further = connect(Number(port || 80), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      further.pipe(socket).pipe(further);
    });
    further.on("error", () => socket.destroy());
  });
  return { url: await serveSockets(server, "http"), asked };
}
