import { backendRequest } from "#cli-bridge/protocol/backend-answer.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: ({ console }) => json(console.backends.answer()),
  POST: async ({ request, console }) =>
    json(await console.backends.add(await readJson(request, backendRequest)), { status: 201 }),
});
