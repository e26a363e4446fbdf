import type { Endpoint } from "./endpoints.ts";

/** What the API tells of chats with models. */
export const chatEndpoints: readonly Endpoint[] = [
  {
    path: "/api/chats",
    method: "get",
    says: "Chats, the latest change first",
    gives: "chats",
    asks: ["before", "limit"],
  },
  {
    path: "/api/chats",
    method: "post",
    says: "Begin a chat with a model of a server",
    takes: "newChatRequest",
    gives: "chat",
    status: 201,
  },
  { path: "/api/chats/{id}", method: "get", says: "A chat and all that was said in it", gives: "chat" },
  {
    path: "/api/chats/{id}",
    method: "patch",
    says: "Name a chat anew, or ask another model from now on; what was said stays",
    takes: "chatChangeRequest",
    gives: "chat",
  },
  {
    path: "/api/chats/{id}",
    method: "delete",
    says: "Remove a chat; an answer that is under way is stopped first",
    gives: "nothing",
    status: 204,
  },
  {
    path: "/api/chats/{id}/answer",
    method: "post",
    says: "Say something and hear the answer word by word, or have it answered again; whoever leaves ends it. The events are asked, waiting, words, thought, end and fault",
    takes: "answerRequest",
    gives: "text/event-stream",
  },
];
