import { json, makeRoute } from "#lib/server/make-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console, segments }) => json(await console.runner.get(segments[1] ?? "")),
  DELETE: async ({ console, segments }) => json(await console.runner.cancel(segments[1] ?? "")),
});
