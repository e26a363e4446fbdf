import { chatChangeRequest } from "#cli-bridge/protocol/chat-answer.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: ({ console, segments }) => json(console.chats.read(segments[1] ?? "")),
  PATCH: async ({ request, console, segments }) =>
    json(console.chats.change(segments[1] ?? "", await readJson(request, chatChangeRequest))),
  DELETE: async ({ console, segments }) => {
    await console.chats.remove(segments[1] ?? "");
    return new Response(null, { status: 204 });
  },
});
