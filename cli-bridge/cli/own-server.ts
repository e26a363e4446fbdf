import { setTimeout as delay } from "node:timers/promises";
import type { Failure } from "#lib/backends/failures/explain-failure.ts";
import type { Recipe } from "#lib/backends/managed/recipe.ts";
import { type RestartPolicy, restartAfter } from "#lib/backends/managed/restart-policy.ts";
import { styled } from "./print.ts";
import { type Anew, type End, type Lived, ServerLives } from "./server-lives.ts";
import type { Session } from "./session.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

type Owning = { lived: Lived; policy: RestartPolicy; anew: Anew };

/** Starts a server, watches it until it is stopped or ends, and says why. Whoever asks by SIGHUP has it started anew. */
export async function ownServer(owning: Owning, session: Session): Promise<number> {
  const { lived, policy } = owning;
  const { recipe } = lived.start;
  const { title } = recipe;
  // It is in a group of its own, so that whoever presses twice would leave it behind.
  const hurry = new AbortController();
  const stopping = stopOnSignal(() => hurry.abort());
  const lives = new ServerLives(owning, session, { stop: stopping.signal, hurry: hurry.signal });
  let restarts = 0;
  try {
    while (true) {
      const { end, readyMs, failure } = await lives.live();
      if (end.how === "stopped") return tellStopped(session, title);
      if (end.how === "restart") {
        lives.takeWords(end.next);
        continue;
      }
      const words = wordsOf(end, recipe);
      const again = restartAfter(policy, { readyMs, cause: failure?.cause, restarts });
      if (!again) return tellFailed(session, { words, failure, end });
      restarts = again.restarts;
      session.print.line(styled("yellow", `${words}${failure ? ` ${failure.says}` : ""}`));
      session.print.line(`It is started again in ${again.waitMs / 1_000} s (${restarts} of ${policy.most}).`);
      lives.stand("restarting");
      await delay(again.waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return tellStopped(session, title);
    }
  } finally {
    stopping.forget();
    lives.close();
  }
}

function tellStopped({ print, tellResult }: Session, title: string): number {
  const summary = `${title} was stopped.`;
  tellResult({ summary });
  print.line(summary);
  print.json({ stopped: true, summary });
  return 0;
}

type Failed = { words: string; failure: Failure | undefined; end: End };

function tellFailed({ print, tellResult }: Session, { words, failure, end }: Failed): number {
  const summary = failure ? `${words} ${failure.says}` : words;
  tellResult({ summary, ...(failure && { report: { failure } }) });
  print.note(styled("red", "error: "), summary);
  if (failure) print.note(`hint: ${failure.hint}`);
  print.json({ stopped: false, summary, ...(failure && { failure }) });
  // vLLM ends in good order, with 0, once its engine has died.
  return end.how === "died" && end.code === 0 && !failure ? 0 : 1;
}

function wordsOf(end: End, { title, readySeconds }: Recipe): string {
  if (end.how !== "died")
    return `${title} did not answer within ${readySeconds / 60} min, so it was ended. Its log says how far it came.`;
  const how = end.signal ?? (end.code === undefined ? "it answers no more" : `code ${end.code}`);
  return `${title} ended by itself (${how}).`;
}
