import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

/** How long after a run has ended what is seen may still come of it. */
const afterwardsMs = 15_000;
const remembered = 64;

/** Tells what the console did from what others did, by the runs that named the model. */
export class WhoDidIt {
  readonly #runs = new Map<string, Pick<RunRecord, "id" | "input" | "startedAt" | "endedAt">>();

  note(run: RunRecord): void {
    if (run.lane !== "backends" && run.lane !== "downloads") return;
    this.#runs.delete(run.id);
    this.#runs.set(run.id, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > remembered && oldest !== undefined) this.#runs.delete(oldest);
  }

  /** With how long it took, where the run tells. */
  of(model: string | undefined, at: number): Pick<NewActivity, "who" | "run" | "durationMs"> {
    const run = [...this.#runs.values()].findLast(
      ({ input, endedAt }) =>
        model !== undefined &&
        (endedAt === undefined || at - Date.parse(endedAt) < afterwardsMs) &&
        names(input, model),
    );
    if (!run) return { who: "elsewhere" };
    const since = run.startedAt && { durationMs: Math.max(0, at - Date.parse(run.startedAt)) };
    return { who: "console", run: run.id, ...since };
  }
}

/** Ollama's `:latest` may be left out. */
function names(input: Readonly<Record<string, unknown>>, model: string): boolean {
  const wanted = [model, model.replace(/:latest$/, "")];
  return Object.values(input)
    .flat()
    .some((value) => typeof value === "string" && wanted.includes(value));
}
