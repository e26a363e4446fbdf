import { backendRequest } from "#cli-bridge/protocol/backend-answer.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  PATCH: async ({ request, console, segments }) => {
    const wanted = await readJson(request, backendRequest.partial());
    return json(await console.backends.change(segments[1] ?? "", wanted));
  },
  DELETE: async ({ console, segments }) => {
    await console.backends.remove(segments[1] ?? "");
    return json({ removed: segments[1] });
  },
});
