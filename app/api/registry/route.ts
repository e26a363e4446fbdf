import { jsonBytes, route } from "#lib/server/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async ({ console, query }) => jsonBytes(await console.queryRegistryBytes(query)),
});
