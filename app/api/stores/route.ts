import { json, makeRoute } from "#lib/server/make-route.ts";
import { readRoomHere, readStoresHere } from "#lib/server/stores-here.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console, query }) =>
    json(await (query.get("only") === "roots" ? readRoomHere : readStoresHere)(console.settings)),
});
