import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { Conversing, Saying } from "#lib/backends/adapter.ts";
import type { BackendWatch } from "./backend-watch.ts";
import { loadedNow } from "./seen.ts";
import { isMeant } from "./who-did-it.ts";

type Sources = {
  watch: Pick<BackendWatch, "asked" | "instanceOf" | "seen">;
  runner: Pick<Runner, "list">;
};

export type Talk = {
  converse: (id: string, conversing: Conversing) => AsyncGenerator<Saying>;
  /** The model that a server is taking into memory, by its own word or by a run that loads one there. */
  loadingAt: (id: string) => Promise<string | undefined>;
};

export const makeTalk = ({ watch, runner }: Sources): Talk => ({
  async *converse(id, conversing) {
    const { adapter, http } = await watch.asked(id);
    yield* adapter.converse(http, conversing);
  },
  loadingAt: async (id) => {
    const instance = watch.instanceOf(id);
    const seen = loadedNow(watch.seen(id)).find(({ state }) => state === "loading");
    if (seen) return seen.model;
    const runs = await runner.list({ state: "running", command: "backend-load" });
    return modelOf(
      runs.find(({ input: { backend, dryRun } }) => {
        const isHere = typeof backend !== "string" || isMeant(instance, backend);
        return dryRun !== true && isHere;
      }),
    );
  },
});

const modelOf = (run: RunRecord | undefined) => (run ? String(run.input.model) : undefined);
