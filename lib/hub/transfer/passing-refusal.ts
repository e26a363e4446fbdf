import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { AskAgainLater } from "../http/ask-again-later.ts";
import { isUnanswered, unreachableWords } from "../http/unreachable.ts";
import { TransferFault } from "./transfer-fault.ts";

const passing: Readonly<Record<string, "busy" | "strange">> = {
  "hub-rate-limited": "busy",
  "hub-busy": "busy",
  "hub-strange": "strange",
};

/** What the hub says is final, except that it cannot be asked just now. */
export function toPassingFault(refusal: unknown): TransferFault | undefined {
  if (!(refusal instanceof ConsoleError)) return undefined;
  const { code, message, cause } = refusal;
  const unreachable = isUnanswered(cause) ? "away" : "broken";
  const kind = code === "hub-unreachable" ? unreachable : passing[code];
  if (kind === undefined) return undefined;
  const words = message.replace(unreachableWords, "").replace(/\.$/, "");
  const retryAfterMs = cause instanceof AskAgainLater ? cause.retryAfterMs : undefined;
  return new TransferFault(kind, `${words.charAt(0).toLowerCase()}${words.slice(1)}`, retryAfterMs);
}
