import { makeRoute } from "#lib/server/make-route.ts";
import { parseWholeNumber } from "#lib/server/runs-query.ts";
import { stream } from "#lib/sse/stream.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = makeRoute({
  GET: async ({ console, request, segments, query }) => {
    const after = parseWholeNumber("after", request.headers.get("last-event-id") ?? query.get("after"));
    const { signal } = request;
    const open = () => console.runner.events(segments[1] ?? "", { after, signal });
    return stream(await console.streams.hold(open, signal));
  },
});
