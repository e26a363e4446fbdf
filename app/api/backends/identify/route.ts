import { backendRequest } from "#cli-bridge/protocol/backend-answer.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async ({ request, console }) => {
    const { url } = await readJson(request, backendRequest.pick({ url: true }));
    return json(await console.backends.identify(url, request.signal));
  },
});
