import type { ServerResponse } from "node:http";

/** One way in which a server can be wrong. Without a path it is wrong everywhere, without times for ever. */
export type BackendFault = {
  kind: "hang" | "reset" | "cut" | "trickle" | "html" | "error-in-200" | "no-json" | "gzip" | "redirect";
  path?: string;
  times?: number;
  /** Where a redirect leads. */
  to?: string;
};

const page = "<!doctype html><html><body><h1>Sign in to go on</h1></body></html>\n";

export function answerWithFault(response: ServerResponse, { kind, to = "/" }: BackendFault): void {
  const begin = (type = "application/json") => response.writeHead(200, { "content-type": type });
  if (kind === "reset") response.socket?.resetAndDestroy();
  else if (kind === "cut") begin().write('{"object":"list","data":[', () => response.destroy());
  else if (kind === "trickle") trickle(begin());
  else if (kind === "html") begin("text/html").end(page);
  else if (kind === "error-in-200") begin().end('{"error":"The engine has lost its mind"}');
  else if (kind === "no-json") begin().end('{"object":"list","data":[{"id":');
  else if (kind === "gzip") response.setHeader("content-encoding", "gzip").end("not even compressed");
  else if (kind === "redirect") response.writeHead(307, { location: to }).end();
}

/** One byte a second of a list that never ends. */
function trickle(response: ServerResponse): void {
  response.write("[");
  const timer = setInterval(() => response.write(" "), 1_000);
  response.once("close", () => clearInterval(timer));
}
