import { json, route } from "#lib/server/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async ({ console, segments }) => json(await console.readEntry(segments[1] ?? "")),
});
