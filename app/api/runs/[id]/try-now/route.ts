import { tryNowRequest } from "#cli-bridge/protocol/run-request.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async ({ request, console, segments }) => {
    await readJson(request, tryNowRequest);
    return json(await console.runner.tryNow(segments[1] ?? ""));
  },
});
