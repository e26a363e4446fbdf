import { answerRequest } from "#cli-bridge/protocol/chat-answer.ts";
import { stream } from "#lib/sse/stream.ts";
import type { LiveKind } from "./live.ts";
import { type Asking, makeRoute } from "./make-route.ts";
import { readJson } from "./read-json.ts";
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

/** What a model answers, for as long as somebody listens. */
export const chatAnswerRoute = makeRoute({
  POST: async ({ console, request, segments }) => {
    const asked = await readJson(request, answerRequest);
    const { signal } = request;
    const open = () => console.chats.answer(segments[1] ?? "", asked, signal);
    return stream(await console.streams.hold(open, signal));
  },
});

/** What moves, as it moves, from now on or after the event that its reader has. */
const answerLive =
  (only?: ReadonlySet<LiveKind>) =>
  async ({ console, request, query }: Asking): Promise<Response> => {
    const { signal } = request;
    const after = request.headers.get("last-event-id") ?? query.get("after") ?? undefined;
    return stream(await console.streams.hold(() => console.openLive({ signal, after, only }), signal));
  };

export const liveRoute = makeRoute({ GET: answerLive() });

/** The part of it that there was at first. */
export const newsRoute = makeRoute({ GET: answerLive(new Set<LiveKind>(["runs", "registry"])) });
