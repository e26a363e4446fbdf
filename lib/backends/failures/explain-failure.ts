import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { bySignal, failures } from "./failures.ts";

export type FailureCause =
  | "memory"
  | "port"
  | "not-found"
  | "cuda"
  | "gated"
  | "disk"
  | "arguments"
  | "format"
  | "busy"
  | "proxy"
  | "crashed";

/** What a person can do about it at the press of a button. */
export type FailureDeed = "smaller-context" | "other-port" | "choose-model" | "accept-licence" | "free-space";

export type Failure = { cause: FailureCause; says: string; hint: string; deed?: FailureDeed };

/** What a pattern of a server's words means; of several at one place, what stands first in the table is nearer to the cause. */
export type KnownFailure = Failure & { words: RegExp; of?: readonly BackendKind[] };

/** How a server ended that was ready before, or by which signal it did. */
type Ended = { wasReady?: boolean; signal?: string | undefined };

const tailCharacters = 64 * 1024;
/** Who has served for long has told of many failed requests, and lived on: only what it said last counts. */
const lastWordsCharacters = 8 * 1024;
/** Within so much text one failure is told in several ways. */
const sameFailureCharacters = 2_000;
/** A server that was ready tells these of a request or of a model, and does not die of them. */
const survived: ReadonlySet<FailureCause> = new Set<FailureCause>([
  ...(["port", "not-found", "gated", "arguments", "format", "proxy", "busy"] as const),
]);

/** Why a server says that it failed, in words for people; nothing where its words are not known. */
export function explainFailure(text: string, kind: BackendKind, ended: Ended = {}): Failure | undefined {
  const { wasReady = false, signal } = ended;
  const tail = text.slice(-(wasReady ? lastWordsCharacters : tailCharacters));
  const told = failures.flatMap((failure) => {
    const isMeant = failure.of?.includes(kind) ?? true;
    const at = isMeant && !(wasReady && survived.has(failure.cause)) ? lastOf(tail, failure.words) : -1;
    return at < 0 ? [] : [{ at, failure }];
  });
  // That the work ended says what follows from all the others, however much later.
  const causes = told.filter(({ failure }) => failure.cause !== "crashed");
  const meant = causes.length > 0 ? causes : told;
  const latest = Math.max(...meant.map(({ at }) => at));
  const found = meant.find(({ at }) => at >= latest - sameFailureCharacters)?.failure;
  const nearest = found && found.cause !== "crashed" ? found : (bySignal[signal ?? ""] ?? found);
  if (!nearest) return undefined;
  const { cause, says, hint, deed } = nearest;
  return { cause, says, hint, ...(deed && { deed }) };
}

function lastOf(text: string, words: RegExp): number {
  const all = new RegExp(words.source, `${words.flags}g`);
  let at = -1;
  for (const { index } of text.matchAll(all)) at = index;
  return at;
}
