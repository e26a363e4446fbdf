import { chatRequest } from "#lib/server/backends/chat-tests.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async ({ request, console, segments }) => {
    const asked = await readJson(request, chatRequest);
    return json(await console.backends.test(segments[1] ?? "", asked, request.signal));
  },
});
