/** How a server is asked. Nothing here follows a redirect, believes a length or waits for ever. */
export type BackendHttp = {
  base: URL;
  /** Parsed JSON of any status; what is no JSON, too long or too slow is refused. A refusal without JSON has no value. */
  json: (path: string, asking?: BackendAsking) => Promise<BackendReply<unknown>>;
  text: (path: string, asking?: BackendAsking) => Promise<BackendReply<string>>;
  /** One value for each line, the last one also without a line end; an answer that is not 2xx is thrown. */
  lines: (path: string, asking?: BackendAsking) => AsyncGenerator<unknown>;
  /** Server-sent events; an answer that is not 2xx is thrown. */
  events: (path: string, asking?: BackendAsking) => AsyncGenerator<ServerEvent>;
  /** Messages of JSON both ways, by a connection of their own; what is said first is made with the token. */
  socket: (path: string, opening: SocketOpening) => Promise<BackendSocket>;
  close: () => Promise<void>;
};

export type SocketOpening = {
  greet: (token: string | undefined) => Readonly<Record<string, string | number>>;
  signal: AbortSignal;
};

export type BackendSocket = {
  /** False where the connection has ended already. */
  say: (message: unknown) => boolean;
  /** The next message, undefined where it is no JSON; an error where there is none any more. */
  hear: (signal: AbortSignal) => Promise<unknown>;
  /** Takes a second at the most. */
  close: () => Promise<void>;
};

/** A question that was sent, and how it ended: with a status or with a problem. */
export type AskedOnce = {
  method: string;
  path: string;
  status?: number | undefined;
  problem?: string | undefined;
  /** Until the answer began. */
  ms: number;
};

export type ServerEvent = { event: string; data: string };

export type BackendReply<Value> = { status: number; value: Value; headers: ReadonlyMap<string, string> };

export type BackendAsking = {
  method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of JSON. */
  bytes?: { length: number; stream: AsyncIterable<Uint8Array> };
  /** Until the answer begins, and between two pieces of it. */
  waitMs?: number;
  /** For the whole of it; a load or a pull may take as long as it takes, which is Infinity. */
  limitMs?: number;
  /** The longest answer; of one in lines or events the longest line. */
  bytesMax?: number;
  signal?: AbortSignal | undefined;
};
