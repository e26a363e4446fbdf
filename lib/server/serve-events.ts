import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { answerColumns } from "./answer-columns.ts";
import { chatAnswerRoute, liveRoute, newsRoute, runEventsRoute } from "./event-routes.ts";
import type { Handle } from "./front.ts";
import { makeRoute } from "./make-route.ts";

/** Next takes away the word that an answer is packed. */
const columnsRoute = makeRoute({ GET: answerColumns });

const directRoutes = [
  { way: /^GET \/api\/live(?:\?|$)/, answer: liveRoute.GET },
  { way: /^GET \/api\/runs\/stream(?:\?|$)/, answer: newsRoute.GET },
  { way: /^GET \/api\/runs\/\d+\/events(?:\?|$)/, answer: runEventsRoute.GET },
  { way: /^GET \/api\/registry-columns(?:\?|$)/, answer: columnsRoute.GET },
  { way: /^POST \/api\/chats\/\d+\/answer(?:\?|$)/, answer: chatAnswerRoute.POST },
] as const;

/** Streams of events go out without a detour: the way through Next makes much garbage of every page. */
export function serveEventsBefore(next: Handle): Handle {
  return (request, response) => {
    const asked = `${request.method} ${request.url}`;
    const route = directRoutes.find(({ way }) => way.test(asked));
    return route ? carry(route.answer, request, response) : next(request, response);
  };
}

type Answer = (request: Request) => Promise<Response>;

/** Takes a request to its handler, and what comes of it back: no page is read before the last one went out. */
async function carry(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const { status, headers, body } = await answer(toRequest(incoming, gone.signal));
  if (outgoing.destroyed) return body?.cancel();
  outgoing.writeHead(status, Object.fromEntries(headers));
  const reader = body?.getReader();
  try {
    for (;;) {
      const page = await reader?.read();
      if (!page || page.done || gone.signal.aborted) break;
      if (!outgoing.write(page.value)) await once(outgoing, "drain", { signal: gone.signal });
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    await reader?.cancel();
  }
  outgoing.end();
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { url = "/", method = "GET", headers: given } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) headers.set(name, String(value));
  const body = method === "GET" ? {} : { body: Readable.toWeb(incoming), duplex: "half" };
  // Two libraries of types each have a stream of their own, which is the same one.
  return new Request(new URL(url, "http://localhost"), { method, headers, signal, ...body } as RequestInit);
}
