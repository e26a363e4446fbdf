import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { Conversing, Saying } from "#lib/backends/adapter.ts";
import { isModel } from "#lib/backends/start-model.ts";
import type { BackendWatch } from "./backend-watch.ts";
import type { Clock } from "./clock.ts";
import { loadedNow } from "./seen.ts";
import { isMeant, type WhoDidIt } from "./who-did-it.ts";

type Sources = {
  watch: Pick<BackendWatch, "answer" | "asked" | "instanceOf" | "seen" | "refresh">;
  runner: Pick<Runner, "list">;
  whoDidIt: Pick<WhoDidIt, "talked">;
  clock: Pick<Clock, "now">;
};

export type Talk = {
  converse: (id: string, conversing: Conversing) => AsyncGenerator<Saying>;
  /** The model that a server is taking into memory, by its own word or by a run that loads one there. */
  loadingAt: (id: string) => Promise<string | undefined>;
};

export const makeTalk = ({ watch, runner, whoDidIt, clock }: Sources): Talk => {
  /** One may be removed while it answers. */
  const isKnown = (id: string) => watch.answer().backends.some((backend) => backend.id === id);
  return {
    async *converse(id, conversing) {
      const { model } = conversing;
      const { adapter, http } = await watch.asked(id);
      let isThere = loadedNow(watch.seen(id)).some((loaded) => isModel(loaded, model));
      whoDidIt.talked(id, model);
      try {
        for await (const saying of adapter.converse(http, conversing)) {
          // What came into memory for this is seen now, and not only when it is looked at next.
          if (!isThere && saying.kind !== "loading")
            void watch.refresh(id).catch((error: unknown) => isKnown(id) && console.error(error));
          isThere ||= saying.kind !== "loading";
          yield saying;
        }
      } catch (error) {
        throw isKnown(id) ? error : removed(error);
      } finally {
        whoDidIt.talked(id, model, clock.now());
      }
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
  };
};

const removed = (cause: unknown) =>
  new ConsoleError("conflict", "The server was removed here before it had answered.", {
    hint: "Add it again, or choose another model.",
    cause,
  });

const modelOf = (run: RunRecord | undefined) => (run ? String(run.input.model) : undefined);
