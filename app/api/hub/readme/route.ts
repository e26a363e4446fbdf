import { json, makeRoute } from "#lib/server/make-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console, query, request }) => json(await console.hubPlanner.readme(query, request.signal)),
});
