import { makeRoute } from "#lib/server/make-route.ts";
import { stream } from "#lib/sse/stream.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: ({ console, request }) => stream(console.openNews(request.signal)),
});
