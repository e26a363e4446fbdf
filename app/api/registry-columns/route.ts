import { answerColumns } from "#lib/server/answer-columns.ts";
import { makeRoute } from "#lib/server/make-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({ GET: answerColumns });
