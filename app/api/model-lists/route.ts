import { keptListRequest } from "#cli-bridge/protocol/model-list.ts";
import { keepModelList } from "#lib/server/keep-model-list.ts";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async ({ request, console }) => {
    const { list } = await readJson(request, keptListRequest);
    return json({ path: await keepModelList(console.settings.home.value, list) }, { status: 201 });
  },
});
