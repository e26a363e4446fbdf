import { setTimeout as wait } from "node:timers/promises";
import type { ServerMetrics } from "#lib/backends/adapter.ts";
import type { BackendWatch } from "./backend-watch.ts";

const limitMs = 2_000;

/** What servers count themselves, of those that do and answer soon enough. */
export async function askCounters(
  watch: Pick<BackendWatch, "answer" | "asked">,
): Promise<ReadonlyMap<string, ServerMetrics>> {
  const counting = watch
    .answer()
    .backends.filter(({ state, capabilities }) => state === "healthy" && capabilities.includes("metrics"));
  const told = await Promise.all(
    counting.map(async ({ id }) => [id, await counted(watch, id).catch(() => undefined)] as const),
  );
  return new Map(told.flatMap(([id, counters]) => (counters ? [[id, counters]] : [])));
}

async function counted(watch: Pick<BackendWatch, "asked">, id: string): Promise<ServerMetrics | undefined> {
  const { adapter, http } = await watch.asked(id);
  return Promise.race([adapter.metrics?.(http), wait(limitMs, undefined, { ref: false })]);
}
