import { stream } from "#lib/sse/stream.ts";
import { makeRoute } from "./make-route.ts";
import { parseWholeNumber } from "./runs-query.ts";

/** What a run says, from the beginning or after the event that its reader has. */
export const runEventsRoute = makeRoute({
  GET: async ({ console, request, segments, query }) => {
    const after = parseWholeNumber("after", request.headers.get("last-event-id") ?? query.get("after"));
    const { signal } = request;
    const open = () => console.runner.events(segments[1] ?? "", { after, signal });
    return stream(await console.streams.hold(open, signal));
  },
});

/** What moves, as it moves. */
export const newsRoute = makeRoute({
  GET: async ({ console, request }) =>
    stream(await console.streams.hold(() => console.openNews(request.signal), request.signal)),
});
