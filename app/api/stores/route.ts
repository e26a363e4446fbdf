import { json, makeRoute } from "#lib/server/make-route.ts";
import { readStoresHere } from "#lib/server/stores-here.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console }) => json(await readStoresHere(console.settings)),
});
