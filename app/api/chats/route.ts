import { newChatRequest } from "#cli-bridge/protocol/chat-answer.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: ({ console, query }) => json(console.chats.list(query)),
  POST: async ({ request, console }) =>
    json(console.chats.add(await readJson(request, newChatRequest)), { status: 201 }),
});
