import type { BackendHistory } from "#cli-bridge/protocol/backend-history.ts";
import type { AnswerFigures } from "#lib/backends/adapter.ts";
import type { Activity } from "#lib/state/activity.ts";
import type { Speeds } from "#lib/state/speeds.ts";
import type { BackendNews } from "./backend-watch.ts";
import { CountedSpeeds } from "./counted-speeds.ts";

type Sources = { activity: Pick<Activity, "list">; speeds: Speeds; now?: () => number };

export type History = ReturnType<typeof makeHistory>;

type Answered = Pick<AnswerFigures, "tokensPerSecond"> & { model: string; from: "test" | "chat" };

const loadsMax = 200;

/** What was seen of how long loads take and how quickly models write. */
export function makeHistory({ activity, speeds, now = Date.now }: Sources) {
  const counted = new CountedSpeeds();
  return {
    /** What one answer came to. */
    answered(id: string, { model, from, tokensPerSecond = 0 }: Answered): void {
      if (tokensPerSecond > 0)
        speeds.put(id, { at: new Date(now()).toISOString(), model, tokensPerSecond, from });
    },
    heard(news: BackendNews): void {
      const speed = counted.of(news, now());
      if (speed) speeds.put(news.id, speed);
    },
    of: (id: string): BackendHistory => ({
      loads: activity
        .list({ kind: "loaded", instance: id, limit: loadsMax })
        .flatMap(({ at, model, durationMs }) =>
          model === undefined || durationMs === undefined ? [] : [{ at, model, durationMs }],
        ),
      speeds: speeds.list(id),
    }),
  };
}
