import { runRequest } from "#cli-bridge/protocol/run-request.ts";
import { askerOf } from "#lib/server/asker-of.ts";
import { toListedRun } from "#lib/server/listed-run.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";
import { parseRunsQuery } from "#lib/server/runs-query.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console, query }) => {
    const { limit, ...filter } = parseRunsQuery(query);
    const found = await console.runner.list({ ...filter, limit: limit + 1 });
    const shown = filter.live === undefined ? found.slice(0, limit) : found;
    return json({ runs: shown.map(toListedRun), more: found.length > limit });
  },
  POST: async (asking) => {
    const wanted = await readJson(asking.request, runRequest);
    return json(await asking.console.startRun(wanted, askerOf(asking)), { status: 201 });
  },
});
