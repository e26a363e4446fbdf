import { route } from "#lib/server/route.ts";
import { parseWholeNumber } from "#lib/server/runs-query.ts";
import { plainText } from "#lib/server/stream.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async ({ console, segments, query }) => {
    const [, id = ""] = segments;
    const from = parseWholeNumber("from", query.get("from"));
    const lines = parseWholeNumber("lines", query.get("lines"));
    const log = await console.runner.log(id, { from, lines });
    return plainText(log, query.get("download") === "1" ? `run-${id}.log` : undefined);
  },
});
