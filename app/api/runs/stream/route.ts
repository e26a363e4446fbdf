import { makeRoute } from "#lib/server/make-route.ts";
import { stream } from "#lib/sse/stream.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console, request }) =>
    stream(await console.streams.hold(() => console.openNews(request.signal), request.signal)),
});
