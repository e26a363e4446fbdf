import { endOf } from "#cli-bridge/protocol/run-end.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { Figure } from "./prometheus-text.ts";

/** Counts runs as they end, each once however often it is told of. */
export function countRuns({ onChange }: Pick<Runner, "onChange">) {
  const counts = new Map<string, number>();
  const lately = new Set<string>();
  let bytes = 0;
  onChange((run) => {
    if (run.state !== "ended" || !run.outcome || lately.has(run.id)) return;
    lately.add(run.id);
    const [oldest] = lately;
    if (lately.size > 1_000 && oldest !== undefined) lately.delete(oldest);
    const key = `${run.lane} ${endOf(run.outcome)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    bytes += run.progress?.fetchedBytes ?? 0;
  });
  return {
    bytes: (): number => bytes,
    runs: (): Figure[] =>
      [...counts].map(([key, value]) => {
        const [lane = "", end = ""] = key.split(" ");
        return { labels: { lane, end }, value };
      }),
  };
}
