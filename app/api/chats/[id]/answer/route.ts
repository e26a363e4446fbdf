import { chatAnswerRoute } from "#lib/server/event-routes.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = chatAnswerRoute;
