import { z } from "zod";
import { json, makeRoute } from "#lib/server/make-route.ts";
import { readJson } from "#lib/server/read-json.ts";

const nothing = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  POST: async ({ request, console, segments }) => {
    await readJson(request, nothing);
    return json(await console.runner.pause(segments[1] ?? ""));
  },
});
