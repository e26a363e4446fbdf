import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { failures } from "./failures.ts";

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

/** What a pattern of a server's words means; of several, what stands first in the table is nearer to the cause. */
export type KnownFailure = Failure & { words: RegExp; of?: readonly BackendKind[] };

const tailCharacters = 64 * 1024;

/** Why a server says that it failed, in words for people; nothing where its words are not known. */
export function explainFailure(text: string, kind: BackendKind): Failure | undefined {
  const tail = text.slice(-tailCharacters);
  const found = failures.find(({ of, words }) => (of?.includes(kind) ?? true) && words.test(tail));
  if (!found) return undefined;
  const { cause, says, hint, deed } = found;
  return { cause, says, hint, ...(deed && { deed }) };
}
