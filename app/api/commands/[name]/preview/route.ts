import { previewRequest } from "#cli-bridge/protocol/preview.ts";
import { askerOf } from "#lib/server/asker-of.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async (asking) => {
    const wanted = await readJson(asking.request, previewRequest);
    return json(await asking.console.preview(asking.segments[1] ?? "", wanted, askerOf(asking)));
  },
});
