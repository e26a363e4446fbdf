import { connect } from "node:net";
import { createServer } from "node:tls";
import { serveSockets } from "./serve-sockets.ts";

/** Speaks TLS with whoever comes and hands the bytes on to a server that does not. */
export function startTlsFront(behind: string, certificate: { key: string; cert: string }): Promise<string> {
  const { hostname, port } = new URL(behind);
  const server = createServer(certificate, (socket) => {
    const further = connect(Number(port), hostname);
    socket.on("error", () => further.destroy());
    further.on("error", () => socket.destroy());
    socket.pipe(further).pipe(socket);
  });
  // A visitor who does not trust the certificate leaves in the middle.
  server.on("tlsClientError", () => undefined);
  return serveSockets(server, "https");
}
