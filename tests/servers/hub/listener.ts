import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Duplex } from "node:stream";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
/** Takes a connection over, to speak something else. */
export type Upgrade = (request: IncomingMessage, connection: Duplex, head: Buffer) => void;
type Secrets = { key: string; cert: string };

/** A server that can go away and come back where it was. */
export class Listener {
  private server: Server | undefined;
  private port: number;
  private readonly answer: Answer;
  private readonly secrets: Secrets | undefined;
  private readonly upgrade: Upgrade | undefined;
  private readonly upgraded = new Set<Duplex>();

  constructor(port: number, answer: Answer, secrets: Secrets | undefined, upgrade?: Upgrade) {
    this.port = port;
    this.answer = answer;
    this.secrets = secrets;
    this.upgrade = upgrade;
  }

  get url(): string {
    return `${this.secrets === undefined ? "http" : "https"}://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    if (this.server !== undefined) return;
    const options = { keepAliveTimeout: 60_000 };
    const server =
      this.secrets === undefined
        ? createServer(options, this.answer)
        : createSecureServer({ ...options, ...this.secrets }, this.answer);
    this.server = server;
    const { upgrade, upgraded } = this;
    if (upgrade)
      server.on("upgrade", (request, connection, head) => {
        upgraded.add(connection);
        connection.once("close", () => upgraded.delete(connection));
        upgrade(request, connection, head);
      });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.port, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (typeof address === "object" && address !== null) this.port = address.port;
  }

  /** Cuts every connection, as a machine that goes down does. */
  async shut(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server === undefined) return;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
      for (const connection of this.upgraded) connection.destroy();
    });
  }
}
