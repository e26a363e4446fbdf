import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { shareOf } from "#components/run/progress-words.ts";

type Load = { model: string; progress?: number | undefined };

/** What a server is taking into memory: by its own word, or by a run of this console, for not every server tells. */
export function goingLoad(backend: BackendAnswer, runs: readonly RunRecord[]): Load | undefined {
  const told = backend.loaded.find(({ state }) => state === "loading");
  if (told) return told;
  const run = runs.find(
    ({ command, state, input }) =>
      command === "backend-load" &&
      state === "running" &&
      input.dryRun !== true &&
      isMeant(backend, input.backend),
  );
  return run && { model: String(run.input.model), progress: run.progress && shareOf(run.progress) };
}

/** A command that names no server means the only one. */
function isMeant({ id, name, url }: BackendAnswer, said: unknown): boolean {
  if (typeof said !== "string") return true;
  const hostOf = (address: string) =>
    URL.parse(address.includes("://") ? address : `http://${address}`)?.host;
  return said === id || said === name || hostOf(said) === hostOf(url);
}
