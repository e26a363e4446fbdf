/** How a server is asked. Nothing here follows a redirect, believes a length or waits for ever. */
export type BackendHttp = {
  base: URL;
  /** Parsed JSON of any status; what is no JSON, too long or too slow is refused. */
  json: (path: string, asking?: BackendAsking) => Promise<BackendReply<unknown>>;
  text: (path: string, asking?: BackendAsking) => Promise<BackendReply<string>>;
  /** One value for each line, the last one also without a line end; an answer that is not 2xx is thrown. */
  lines: (path: string, asking?: BackendAsking) => AsyncIterable<unknown>;
  /** Server-sent events. */
  events: (path: string, asking?: BackendAsking) => AsyncIterable<{ event: string; data: string }>;
  close: () => Promise<void>;
};

export type BackendReply<Value> = { status: number; value: Value; headers: ReadonlyMap<string, string> };

export type BackendAsking = {
  method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  /** Until the answer begins, and between two pieces of it. */
  waitMs?: number;
  /** For the whole of it; a load or a pull may take as long as it takes. */
  limitMs?: number;
  bytesMax?: number;
  signal?: AbortSignal | undefined;
};
