import { makeRoute } from "#lib/server/make-route.ts";
import { parseWholeNumber } from "#lib/server/runs-query.ts";
import { plainText } from "#lib/sse/stream.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console, segments, query }) => {
    const [, id = ""] = segments;
    const from = parseWholeNumber("from", query.get("from"));
    const lines = parseWholeNumber("lines", query.get("lines"));
    const log = await console.runner.log(id, { from, lines });
    return plainText(log, query.get("download") === "1" ? `run-${id}.log` : undefined);
  },
});
