import { answerActivity } from "#lib/server/answer-activity.ts";
import { makeRoute } from "#lib/server/make-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: answerActivity,
});
