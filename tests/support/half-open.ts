import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Connections whose requests are never finished: every other one stops in its headers, the rest in their bodies. */
export async function halfOpen(port: number, count: number): Promise<Socket[]> {
  const own = `Host: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`;
  const halves = ["GET /api/health HTTP/1.1\r\nHost: localh", `POST /api/runs HTTP/1.1\r\n${own}`];
  const sockets: Socket[] = [];
  for (let at = 0; at < count; at++) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => socket.destroy());
    await once(socket, "connect");
    socket.write(halves[at % 2] ?? "");
    sockets.push(socket);
  }
  return sockets;
}
