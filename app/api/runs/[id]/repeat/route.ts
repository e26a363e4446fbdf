import { runRequest } from "#cli-bridge/protocol/run-request.ts";
import { askerOf } from "#lib/server/asker-of.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

const repeatRequest = runRequest.pick({ plan: true, confirmation: true });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async (asking) => {
    const wanted = await readJson(asking.request, repeatRequest);
    return json(await asking.console.repeatRun(asking.segments[1] ?? "", wanted, askerOf(asking)), {
      status: 201,
    });
  },
});
