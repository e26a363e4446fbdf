import { makeRoute } from "#lib/server/make-route.ts";

/** Whatever is not there says so in the API's own words. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({});
