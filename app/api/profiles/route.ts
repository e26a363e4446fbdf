import { json, makeRoute } from "#lib/server/make-route.ts";
import { readProfiles } from "#lib/server/read-profiles.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console }) => json(await readProfiles(console.settings)),
});
