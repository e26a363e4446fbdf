import type { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Loading } from "#lib/backends/adapter.ts";
import { startModel } from "#lib/backends/start-model.ts";
import { toByteWords } from "#lib/format.ts";
import type { Session } from "./session.ts";
import type { Backend } from "./with-backend.ts";

type Taking = Loading & { session: Session };

const tellEveryMs = 1000;

/** Has a server load a model, and goes on telling for how long it has, since few servers tell how far they are. */
export async function takeIntoMemory(
  { adapter, http }: Backend,
  model: string,
  { session, ...loading }: Taking,
): Promise<string> {
  let share: number | undefined;
  const show = () =>
    session.tellProgress({
      ...{ phase: "loading", unit: "percent", item: model },
      ...(share === undefined ? { done: 0 } : { done: Math.round(share * 100), total: 100 }),
    });
  show();
  const timer = setInterval(show, tellEveryMs);
  try {
    const { outcome, loaded } = await startModel(adapter, http, model, {
      ...loading,
      onProgress: (told) => {
        share = told;
        show();
      },
      onStep: (says) => session.print.line(says),
      onRetry: (error: ConsoleError, pauseMs: number) =>
        session.print.line(`${error.message} Trying again in ${pauseMs / 1000} s.`),
    });
    const bytes =
      loaded?.bytes === undefined ? "" : `, ${loaded.isEstimate ? "about " : ""}${toByteWords(loaded.bytes)}`;
    return outcome === "already" ? `was in memory already${bytes}` : `is in memory${bytes}`;
  } finally {
    clearInterval(timer);
  }
}
