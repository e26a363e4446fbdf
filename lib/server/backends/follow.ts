import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { Live } from "../live.ts";
import type { BackendWatch } from "./backend-watch.ts";
import type { Clock } from "./clock.ts";

type Following = {
  watch: Pick<BackendWatch, "attend" | "onChange" | "reload" | "refreshAll">;
  runner: Pick<Runner, "onChange">;
  live: Pick<Live, "tell" | "onWatched">;
  clock: Clock;
  onRun: (run: RunRecord) => void;
};

/** Who asked once may ask again soon, so their servers are kept fresh for a while. */
const recentMs = 15_000;
/** Another process may have changed the list of servers. */
const reloadMs = { watched: 5_000, else: 60_000 };

/** Keeps a watch awake while somebody looks, and lets it look at once where a run has changed something. */
export function follow({ watch, runner, live, clock, onRun }: Following) {
  let isWatched = false;
  let touchedAt = Number.NEGATIVE_INFINITY;
  let stopWaiting: () => void = () => undefined;
  let isOver = false;

  const isAttended = () => isWatched || clock.now() - touchedAt < recentMs;
  const turn = () => {
    stopWaiting();
    if (isOver) return;
    watch.attend(isAttended());
    stopWaiting = clock.after(isAttended() ? reloadMs.watched : reloadMs.else, () => {
      watch.reload().catch(console.error);
      turn();
    });
  };
  const stops = [
    watch.onChange((news) => live.tell("backends", news.id, news)),
    runner.onChange((run) => {
      onRun(run);
      if (run.lane === "reads") return;
      const looks = run.state === "ended" && run.lane !== "registry";
      watch
        .reload()
        .then(() => (looks ? watch.refreshAll() : undefined))
        .catch(console.error);
    }),
  ];
  live.onWatched((is) => {
    isWatched = is;
    turn();
  });
  turn();

  return {
    /** Somebody asked without staying to listen. */
    touch(): void {
      const wasAttended = isAttended();
      touchedAt = clock.now();
      if (!wasAttended) turn();
    },
    stop(): void {
      isOver = true;
      stopWaiting();
      for (const stop of stops) stop();
    },
  };
}
