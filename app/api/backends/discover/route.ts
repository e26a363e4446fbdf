import { json, makeRoute } from "#lib/server/make-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async ({ console }) => json({ found: await console.backends.discover() }),
});
