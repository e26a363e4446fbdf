import type { Socket } from "node:net";
import { WebSocket } from "undici";
import { guardHost, openBackendAgent, type Resolve } from "./backend-agent.ts";
import { offline, toConnectionError } from "./backend-error.ts";
import type { BackendSocket } from "./backend-http.ts";
import { Mailbox } from "./mailbox.ts";
import { toJson } from "./to-json.ts";

type Opening = {
  signal: AbortSignal;
  /** Said as soon as somebody listens. */
  greeting: object;
  /** Applied to all that is heard. */
  toSafe: (text: string) => string;
  resolve?: Resolve | undefined;
};

const opened = Symbol("opened");
const goodbyeMs = 1000;

/** Over a connection of its own, whose address is judged as that of any other. */
export async function openBackendSocket(
  address: URL,
  { signal, greeting, toSafe, resolve }: Opening,
): Promise<BackendSocket> {
  const mailbox = new Mailbox<unknown>();
  let connection: Socket | undefined;
  const onConnected = (made: Socket) => {
    connection = made;
  };
  const dispatcher = openBackendAgent({ resolve, onConnected });
  const url = new URL(address.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  guardAddress(url);
  const socket = new WebSocket(url, { dispatcher, headers: { "user-agent": "modeldeck" } });
  socket.addEventListener("open", () => void mailbox.put(opened));
  socket.addEventListener("message", ({ data }) => {
    const message = typeof data === "string" ? toJson(toSafe(data)) : undefined;
    if (!mailbox.put(message)) connection?.destroy();
  });
  // It says nothing that the end, which always follows, does not.
  socket.addEventListener("error", () => undefined);
  const gone = Promise.withResolvers<void>();
  socket.addEventListener("close", () => {
    mailbox.end(offline(address, "it ended the connection", undefined));
    gone.resolve();
  });

  const close = async () => {
    const timer = setTimeout(gone.resolve, goodbyeMs);
    socket.close();
    await gone.promise;
    clearTimeout(timer);
    connection?.destroy();
    await dispatcher.destroy();
  };
  const say = (message: unknown) => {
    socket.send(JSON.stringify(message));
    return socket.readyState === WebSocket.OPEN;
  };
  try {
    await mailbox.take(signal);
    say(greeting);
  } catch (error) {
    await close();
    throw error;
  }
  return { say, hear: (limit) => mailbox.take(limit), close };
}

function guardAddress(url: URL): void {
  try {
    guardHost(url);
  } catch (error) {
    throw toConnectionError(error, { base: url, path: url.pathname, waitMs: 0 });
  }
}
