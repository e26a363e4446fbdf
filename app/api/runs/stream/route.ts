import { route } from "#lib/server/route.ts";
import { stream } from "#lib/server/stream.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: ({ console, request }) => stream(console.openNews(request.signal)),
});
