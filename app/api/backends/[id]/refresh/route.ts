import { json, makeRoute } from "#lib/server/make-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async ({ console, segments }) => json(await console.backends.refresh(segments[1] ?? "")),
});
